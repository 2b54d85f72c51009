using Parquet.Data;
using Parquet.Schema;

namespace Parquet;

/// <summary>Reads the columns of one row group.</summary>
public interface IParquetRowGroupReader
{
    long RowCount { get; }

    bool ColumnExists(DataField field);

    Task<DataColumn> ReadColumnAsync(DataField field, CancellationToken cancellationToken = default);

    DataColumnStatistics? GetStatistics(DataField field);
}
