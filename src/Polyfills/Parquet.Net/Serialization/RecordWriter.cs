using Parquet.Codecs;
using Parquet.Meta;
using Parquet.Writing;

namespace Parquet.Serialization;

/// <summary>Writes records of one class to one file, a row group at a time.</summary>
internal sealed class RecordWriter(Stream output, ParquetSerializerOptions options, List<SchemaElement> schema, ValueWriter record)
{
    private readonly ParquetOptions _values = options.ParquetOptions ?? new ParquetOptions();
    private readonly ColumnCollector[] _columns = [.. record.Columns];
    private readonly FileMetaData _footer = new() { Version = ParquetWriter.FormatVersion, CreatedBy = ParquetWriter.Creator, Schema = schema };
    private long _position, _rows;

    public async Task WriteAsync(IEnumerable<object> records, CancellationToken cancellationToken)
    {
        await output.WriteAsync(ParquetActor.Magic.ToArray(), cancellationToken).ConfigureAwait(false);
        _position = ParquetActor.MagicLength;
        foreach (object value in records)
        {
            record.Write(value, 0);
            _rows++;
            if (_rows >= (options.RowGroupSize ?? int.MaxValue)) await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        }
        if (_rows > 0) await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(ParquetWriter.Footer(_footer), cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task EndGroupAsync(CancellationToken cancellationToken)
    {
        long start = _position;
        var chunks = new List<ColumnChunk>(_columns.Length);
        foreach (ColumnCollector column in _columns) chunks.Add(await WriteAsync(column, cancellationToken).ConfigureAwait(false));
        _footer.RowGroups.Add(new RowGroup
        {
            Columns = chunks,
            NumRows = _rows,
            FileOffset = start,
            TotalByteSize = chunks.Sum(chunk => chunk.MetaData!.TotalUncompressedSize),
            TotalCompressedSize = chunks.Sum(chunk => chunk.MetaData!.TotalCompressedSize),
            Ordinal = (short)Math.Min(_footer.RowGroups.Count, short.MaxValue),
        });
        _footer.NumRows += _rows;
        _rows = 0;
    }

    private async Task<ColumnChunk> WriteAsync(ColumnCollector column, CancellationToken cancellationToken)
    {
        ColumnSource source = column.Take(_values);
        try
        {
            using var writer = new ColumnChunkWriter(output, PageCodec.ForWriting(options.CompressionMethod), options.CompressionLevel, _values.WritePageChecksums);
            ColumnChunk chunk = await writer.WriteAsync(source, column.Leaf, _position, null, cancellationToken).ConfigureAwait(false);
            _position += chunk.MetaData!.TotalCompressedSize;
            return chunk;
        }
        finally
        {
            source.Release();
        }
    }
}
