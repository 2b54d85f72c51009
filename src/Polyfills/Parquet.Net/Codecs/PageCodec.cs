using System.IO.Compression;
using Parquet.Meta;

namespace Parquet.Codecs;

/// <summary>Compresses and decompresses pages.</summary>
internal static class PageCodec
{
    /// <summary>
    /// Refuses a declared size that the codec cannot reach from so few bytes, before a buffer of that size is made.
    /// Brotli and Zstd have no such bound.
    /// </summary>
    public static void CheckDeclaredSize(CompressionCodec codec, ReadOnlySpan<byte> source, int declared)
    {
        long limit = codec switch
        {
            CompressionCodec.UNCOMPRESSED => source.Length,
            CompressionCodec.SNAPPY => SnappyDecoder.DecodedLength(source, out _),
            CompressionCodec.GZIP => (long)source.Length * StreamCodecs.MaximumGzipExpansion,
            CompressionCodec.LZ4 or CompressionCodec.LZ4_RAW => (long)source.Length * Lz4Decoder.MaximumExpansion,
            CompressionCodec.BROTLI or CompressionCodec.ZSTD => int.MaxValue,
            _ => throw Unsupported(codec),
        };
        if (declared > limit) throw new ParquetException($"corrupt page: {source.Length} bytes of {codec} cannot expand to {declared}");
        MemoryGuard.Check(declared);
    }

    /// <summary>Fills <paramref name="target"/> exactly.</summary>
    public static void Decode(CompressionCodec codec, ReadOnlySpan<byte> source, Span<byte> target)
    {
        switch (codec)
        {
            case CompressionCodec.SNAPPY: SnappyDecoder.Decode(source, target); break;
            case CompressionCodec.GZIP: StreamCodecs.DecodeGzip(source, target); break;
            case CompressionCodec.BROTLI: StreamCodecs.DecodeBrotli(source, target); break;
            case CompressionCodec.LZ4: Lz4Decoder.DecodeLegacy(source, target); break;
            case CompressionCodec.LZ4_RAW: Lz4Decoder.Decode(source, target); break;
            case CompressionCodec.ZSTD: ZstdDecoder.Decode(source, target); break;
            default: throw Unsupported(codec);
        }
    }

    /// <summary>Bytes that <see cref="Encode"/> may need at most.</summary>
    public static int MaximumLength(CompressionCodec codec, int length) => codec switch
    {
        CompressionCodec.SNAPPY => SnappyEncoder.MaximumLength(length),
        CompressionCodec.BROTLI => BrotliEncoder.GetMaxCompressedLength(length),
        _ => length + length / 100 + 128,
    };

    public static int Encode(CompressionCodec codec, ReadOnlySpan<byte> source, byte[] target, CompressionLevel level) => codec switch
    {
        CompressionCodec.SNAPPY => SnappyEncoder.Encode(source, target),
        CompressionCodec.GZIP => StreamCodecs.EncodeGzip(source, target, level),
        CompressionCodec.BROTLI => StreamCodecs.EncodeBrotli(source, target, level),
        _ => throw Unsupported(codec),
    };

    /// <summary>The codec for a method that can be written.</summary>
    public static CompressionCodec ForWriting(CompressionMethod method) => method switch
    {
        CompressionMethod.None => CompressionCodec.UNCOMPRESSED,
        CompressionMethod.Snappy => CompressionCodec.SNAPPY,
        CompressionMethod.Gzip => CompressionCodec.GZIP,
        CompressionMethod.Brotli => CompressionCodec.BROTLI,
        _ => throw new NotSupportedException($"compression method {method} cannot be written; use None, Snappy, Gzip or Brotli"),
    };

    private static ParquetException Unsupported(CompressionCodec codec) => new($"codec {codec} is not supported");
}
