using Parquet.Data;
using Parquet.Meta;
using Parquet.Reading;
using Parquet.Schema;
using Parquet.Types;

namespace Parquet;

/// <summary>Reads the columns of one row group. Columns may be read in any order, one at a time.</summary>
public class ParquetRowGroupReader : IDisposable, IParquetRowGroupReader
{
    private readonly RowGroup _group;
    private readonly FileSchema _schema;
    private readonly ColumnChunkReader _chunks;
    private readonly string _source;

    internal ParquetRowGroupReader(RowGroup group, FileSchema schema, ColumnChunkReader chunks, string source)
    {
        (_group, _schema, _chunks, _source) = (group, schema, chunks, source);
    }

    public RowGroup RowGroup => _group;

    public long RowCount => _group.NumRows;

    public bool ColumnExists(DataField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return _schema.Find(field) >= 0;
    }

    /// <summary>
    /// Reads a column whole. Its array has the nullable element type if the file or <paramref name="field"/> is nullable.
    /// </summary>
    /// <exception cref="ParquetException">The column is missing, corrupt, of another type, or not supported.</exception>
    public async Task<DataColumn> ReadColumnAsync(DataField field, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(field);
        try
        {
            int index = Index(field);
            LeafType leaf = _schema.Leaves[index];
            DataField shape = Shape(field, _schema.Schema.DataFields[index]);
            ColumnMetaData chunk = Chunk(index);
            ColumnAssembler assembler = AssemblerFactory.Create(leaf, shape.ClrType, shape.IsNullable);
            Array data = await _chunks.ReadAsync(chunk, leaf, _group.NumRows, assembler, cancellationToken).ConfigureAwait(false);
            return new DataColumn(shape, data) { Statistics = Bounds.Read(chunk.Statistics, leaf, shape) };
        }
        catch (Exception e) when (Corruption.Is(e))
        {
            throw Corruption.Wrap(e, $"{_source}: column '{field.Name}'");
        }
    }

    /// <summary>What the writer recorded about the column; null if nothing.</summary>
    public DataColumnStatistics? GetStatistics(DataField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        try
        {
            int index = Index(field);
            return Bounds.Read(Chunk(index).Statistics, _schema.Leaves[index], Shape(field, _schema.Schema.DataFields[index]));
        }
        catch (Exception e) when (Corruption.Is(e))
        {
            throw Corruption.Wrap(e, $"{_source}: column '{field.Name}'");
        }
    }

    public void Dispose() => GC.SuppressFinalize(this);

    private int Index(DataField field)
    {
        int index = _schema.Find(field);
        return index >= 0 ? index : throw new ParquetException("the file has no such column");
    }

    /// <summary>Chunks stand in the order of the schema; a writer that ignored that is caught by the path.</summary>
    private ColumnMetaData Chunk(int index)
    {
        string name = _schema.Leaves[index].Name;
        if (_group.Columns.Count != _schema.Leaves.Length)
            throw new ParquetException($"corrupt footer: a row group has {_group.Columns.Count} columns, the schema {_schema.Leaves.Length}");
        ColumnChunk chunk = _group.Columns[index];
        if (chunk.FilePath is not null) throw new ParquetException($"column data in another file ('{chunk.FilePath}') are not supported");
        ColumnMetaData column = chunk.MetaData ?? throw new ParquetException("corrupt footer: a column has no metadata");
        if (column.PathInSchema.Count != 1 || column.PathInSchema[0] != name)
            throw new ParquetException($"corrupt footer: the column chunk is of '{string.Join('.', column.PathInSchema)}'");
        return column;
    }

    private static DataField Shape(DataField asked, DataField inFile)
    {
        if (asked.ClrType != inFile.ClrType && !Corresponding.Types(asked.ClrType, inFile.ClrType))
            throw new ParquetException($"the column holds {inFile.ClrType.Name}, {asked.ClrType.Name} was asked for");
        return asked.ClrType == inFile.ClrType && (asked.IsNullable == inFile.IsNullable || !asked.IsNullable) ? inFile
            : asked.IsNullable || !inFile.IsNullable ? asked
            : new DataField(asked.Name, asked.ClrType, true);
    }
}
