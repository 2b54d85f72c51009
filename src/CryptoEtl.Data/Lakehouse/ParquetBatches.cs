using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>Batches to Parquet files and back. The partition column stands in the log, not in the file.</summary>
internal static class ParquetBatches
{
    /// <summary>Rows of a row group: a reader holds one column of one group at a time.</summary>
    private const int RowGroupRows = 1 << 20;

    public static async Task WriteAsync(Batch batch, Stream output, CancellationToken cancellation)
    {
        var columns = InFile(batch.Table);
        var fields = columns.Select(column => Field(column.Column)).ToArray();
        using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), output, cancellationToken: cancellation);
        writer.CompressionMethod = CompressionMethod.Snappy;

        for (var from = 0; from == 0 || from < batch.RowCount; from += RowGroupRows)
        {
            using var group = writer.CreateRowGroup();
            foreach (var ((_, at), field) in columns.Zip(fields))
                await group.WriteColumnAsync(new DataColumn(field, Slice(batch[at], from)), cancellation);
        }
    }

    /// <summary>All rows of a file, a row group at a time.</summary>
    /// <param name="wanted">Columns to read; null is all. A column that is not wanted, or that the file lacks, is null throughout.</param>
    public static async IAsyncEnumerable<Batch> ReadAsync(
        TableDefinition table, Stream input, DateOnly partition, IReadOnlySet<string>? wanted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = await ParquetReader.CreateAsync(input, leaveStreamOpen: true, cancellationToken: cancellation);
        var fields = reader.Schema.GetDataFields().Where(field => wanted?.Contains(field.Name) != false).ToDictionary(field => field.Name);
        var day = wanted?.Contains(table.PartitionColumn) == false ? (DateOnly?)null : partition;
        for (var index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            yield return await ReadGroupAsync(table, group, fields, day, cancellation);
        }
    }

    private static async Task<Batch> ReadGroupAsync(
        TableDefinition table, ParquetRowGroupReader group, Dictionary<string, DataField> fields, DateOnly? partition, CancellationToken cancellation)
    {
        var rows = checked((int)group.RowCount);
        var columns = new List<Array>(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            columns.Add(
                column.Name == table.PartitionColumn && partition is { } day ? Repeat(day, rows)
                : fields.TryGetValue(column.Name, out var field) ? (await group.ReadColumnAsync(field, cancellation)).Data
                : Batch.NewColumn(column.Type, rows));
        }

        return new(table, columns);
    }

    private static (Column Column, int At)[] InFile(TableDefinition table) =>
        [.. table.Columns.Select((column, at) => (column, at)).Where(c => c.column.Name != table.PartitionColumn)];

    /// <summary>A column as a file has it.</summary>
    public static DataField Field(Column column) => column.Type switch
    {
        ColumnType.Text => new DataField<string>(column.Name, nullable: true),
        ColumnType.Number => new DataField<double>(column.Name, nullable: true),
        ColumnType.Integer => new DataField<long>(column.Name, nullable: true),
        ColumnType.Flag => new DataField<bool>(column.Name, nullable: true),
        ColumnType.Instant => new DateTimeDataField(
            column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: true),
        ColumnType.Day => new DateTimeDataField(column.Name, DateTimeFormat.Date, isNullable: true),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, null),
    };

    private static Array Slice(Array column, int from)
    {
        if (column.Length <= RowGroupRows)
            return column;
        var slice = Array.CreateInstance(column.GetType().GetElementType()!, Math.Min(RowGroupRows, column.Length - from));
        Array.Copy(column, from, slice, 0, slice.Length);
        return slice;
    }

    private static DateTime?[] Repeat(DateOnly day, int rows)
    {
        var days = new DateTime?[rows];
        Array.Fill(days, day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        return days;
    }
}
