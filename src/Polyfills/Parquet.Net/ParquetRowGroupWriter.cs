using Parquet.Codecs;
using Parquet.Data;
using Parquet.Meta;
using Parquet.Schema;
using Parquet.Types;
using Parquet.Writing;

namespace Parquet;

/// <summary>Writes one row group: every column of the schema once, in order, all with the same number of rows.</summary>
public class ParquetRowGroupWriter : IDisposable
{
    private readonly ParquetWriter _writer;
    private readonly List<ColumnChunk> _chunks = [];
    private readonly long _start;
    private bool _isDisposed, _hasFailed;

    internal ParquetRowGroupWriter(ParquetWriter writer)
    {
        _writer = writer;
        _start = writer.Position;
    }

    /// <summary>Rows, once the first column is written.</summary>
    public long? RowCount { get; private set; }

    public Task WriteColumnAsync(DataColumn column, CancellationToken cancellationToken = default) =>
        WriteColumnAsync(column, null, cancellationToken);

    /// <param name="column">The next column of the schema.</param>
    /// <param name="customMetadata">Metadata for this column chunk; null for none.</param>
    /// <param name="cancellationToken">A cancelled write leaves the file without a footer.</param>
    /// <exception cref="ArgumentException">The column is not the next one, or has another number of rows.</exception>
    /// <exception cref="InvalidOperationException">All columns are written, or an earlier write failed.</exception>
    public async Task WriteColumnAsync(DataColumn column, Dictionary<string, string>? customMetadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(column);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        LeafType leaf = CheckedNext(column);
        CompressionCodec codec = PageCodec.ForWriting(_writer.CompressionMethod);
        ColumnSource source = SourceFactory.Create(column, leaf, _writer.Options);
        _hasFailed = true;
        try
        {
            using var writer = new ColumnChunkWriter(_writer.Output, codec, _writer.CompressionLevel, _writer.Options.WritePageChecksums);
            ColumnChunk chunk = await writer.WriteAsync(source, leaf, _writer.Position, customMetadata, cancellationToken).ConfigureAwait(false);
            _writer.Position += chunk.MetaData!.TotalCompressedSize;
            _chunks.Add(chunk);
            _hasFailed = false;
        }
        finally
        {
            source.Release();
        }
    }

    /// <exception cref="InvalidOperationException">A column is missing.</exception>
    public void CompleteValidate()
    {
        if (!IsComplete) throw new InvalidOperationException($"the row group is incomplete: {_chunks.Count} of {_writer.Leaves.Length} columns were written");
    }

    /// <summary>
    /// Adds the row group to the file. An incomplete one is a fault that the writer remembers: it then writes no footer,
    /// so that nobody takes the file for a whole one. Nothing is thrown here, where an exception may be under way.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _writer.Complete(IsComplete ? Describe() : null);
        GC.SuppressFinalize(this);
    }

    private bool IsComplete => !_hasFailed && _chunks.Count == _writer.Leaves.Length;

    private LeafType CheckedNext(DataColumn column)
    {
        if (_hasFailed) throw new InvalidOperationException("an earlier write to this row group failed");
        if (_chunks.Count == _writer.Leaves.Length) throw new InvalidOperationException($"all columns are written; '{column.Field.Name}' is one too many");
        DataField expected = _writer.Schema.DataFields[_chunks.Count];
        if (!expected.Equals(column.Field)) throw new ArgumentException($"cannot write this column, expected '{expected}', passed: '{column.Field}'", nameof(column));
        if (RowCount is long rows && rows != column.NumValues)
            throw new ArgumentException($"column '{column.Field.Name}' has {column.NumValues} rows, the row group has {rows}", nameof(column));
        RowCount = column.NumValues;
        return _writer.Leaves[_chunks.Count];
    }

    private RowGroup Describe() => new()
    {
        Columns = _chunks,
        NumRows = RowCount ?? 0,
        FileOffset = _start,
        TotalByteSize = _chunks.Sum(chunk => chunk.MetaData!.TotalUncompressedSize),
        TotalCompressedSize = _chunks.Sum(chunk => chunk.MetaData!.TotalCompressedSize),
    };
}
