using System.IO.Compression;
using Parquet.Codecs;
using Parquet.Meta;
using Parquet.Thrift;
using Parquet.Types;

namespace Parquet.Writing;

/// <summary>Writes one column chunk page by page, so that no more than a page is held twice.</summary>
internal sealed class ColumnChunkWriter(Stream stream, CompressionCodec codec, CompressionLevel level, bool withChecksums) : IDisposable
{
    private readonly PooledBuffer _page = new(), _compressed = new();
    private readonly CompactWriter _header = new();
    private readonly SortedSet<Encoding> _encodings = [];
    private long _stored, _uncompressed;

    /// <param name="source">The values.</param>
    /// <param name="leaf">The column.</param>
    /// <param name="position">Where the chunk begins in the file.</param>
    /// <param name="custom">Metadata of the caller for this chunk; null for none.</param>
    /// <param name="cancellationToken">Leaves the chunk incomplete.</param>
    public async Task<ColumnChunk> WriteAsync(ColumnSource source, LeafType leaf, long position, Dictionary<string, string>? custom, CancellationToken cancellationToken)
    {
        if (source.DictionaryCount > 0) await WriteDictionaryAsync(source, cancellationToken).ConfigureAwait(false);
        long firstPage = position + _stored;
        if (leaf.IsOptional || leaf.Levels.Definition > 0) _encodings.Add(Encoding.RLE);
        for (int row = 0; row < source.RowCount;)
        {
            _page.Clear();
            int rows = source.WritePage(row, _page, out Encoding encoding);
            _encodings.Add(encoding);
            await WritePageAsync(new PageHeader { Type = PageType.DATA_PAGE, NumValues = rows, Encoding = encoding }, cancellationToken).ConfigureAwait(false);
            row += rows;
        }
        ColumnMetaData column = Describe(source, leaf, custom);
        column.DataPageOffset = firstPage;
        column.DictionaryPageOffset = source.DictionaryCount > 0 ? position : null;
        return new ColumnChunk { MetaData = column };
    }

    public void Dispose()
    {
        _page.Dispose();
        _compressed.Dispose();
    }

    private async Task WriteDictionaryAsync(ColumnSource source, CancellationToken cancellationToken)
    {
        _page.Clear();
        source.WriteDictionary(_page);
        _encodings.Add(Encoding.PLAIN);
        var header = new PageHeader { Type = PageType.DICTIONARY_PAGE, NumValues = source.DictionaryCount, Encoding = Encoding.PLAIN };
        await WritePageAsync(header, cancellationToken).ConfigureAwait(false);
    }

    private async Task WritePageAsync(PageHeader header, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = Compress();
        header.UncompressedSize = _page.Length;
        header.CompressedSize = body.Length;
        header.Crc = withChecksums ? unchecked((int)Crc32.Compute(body.Span)) : null;
        _header.Clear();
        header.Write(_header);
        await stream.WriteAsync(_header.Written, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        _stored += _header.Written.Length + body.Length;
        _uncompressed += _header.Written.Length + _page.Length;
    }

    private ReadOnlyMemory<byte> Compress()
    {
        if (codec == CompressionCodec.UNCOMPRESSED) return _page.WrittenMemory;
        byte[] target = _compressed.Raw(PageCodec.MaximumLength(codec, _page.Length));
        return target.AsMemory(0, PageCodec.Encode(codec, _page.Written, target, level));
    }

    private ColumnMetaData Describe(ColumnSource source, LeafType leaf, Dictionary<string, string>? custom)
    {
        (byte[]? least, byte[]? most) = source.Bounds();
        return new ColumnMetaData
        {
            Type = leaf.Physical,
            Encodings = [.. _encodings],
            PathInSchema = leaf.Path is null ? [leaf.Name] : [.. leaf.Path],
            Codec = codec,
            NumValues = source.RowCount,
            TotalUncompressedSize = _uncompressed,
            TotalCompressedSize = _stored,
            KeyValueMetadata = custom?.Select(entry => new KeyValue { Key = entry.Key, Value = entry.Value }).ToList(),
            Statistics = new Statistics
            {
                NullCount = source.NullCount,
                MinValue = least,
                MaxValue = most,
                IsMinValueExact = least is null ? null : true,
                IsMaxValueExact = most is null ? null : true,
            },
        };
    }
}
