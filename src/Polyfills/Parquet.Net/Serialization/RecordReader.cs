using Parquet.Meta;
using Parquet.Reading;

namespace Parquet.Serialization;

/// <summary>Reads records of one file, a row group at a time.</summary>
internal sealed class RecordReader
{
    private readonly ColumnChunkReader _chunks;
    private readonly SchemaNode _schema;
    private readonly ValueReader _record;

    public RecordReader(FileMetaData footer, ColumnChunkReader chunks, System.Type type, ParquetSerializerOptions options)
    {
        _chunks = chunks;
        _schema = SchemaNode.RootOf(footer);
        _record = new ReaderFactory(options).Create(_schema, type);
    }

    /// <summary>Bytes that the lists and values of all row groups so far take at least.</summary>
    public long Weight { get; private set; }

    public async Task LoadAsync(RowGroup group, CancellationToken cancellationToken)
    {
        foreach (ColumnCursor cursor in _record.Cursors)
        {
            await cursor.LoadAsync(_chunks, group, _schema.Columns, cancellationToken).ConfigureAwait(false);
            Weight += cursor.Weight(group.NumRows);
        }
    }

    /// <summary>The next record. The record itself is always there.</summary>
    public object Read() => _record.Read(0)!;

    public void RequireEnd()
    {
        foreach (ColumnCursor cursor in _record.Cursors) cursor.RequireEnd();
    }
}
