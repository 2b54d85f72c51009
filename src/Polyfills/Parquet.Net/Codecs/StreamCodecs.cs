using System.Buffers;
using System.IO.Compression;

namespace Parquet.Codecs;

/// <summary>Gzip and Brotli, which the framework brings.</summary>
internal static class StreamCodecs
{
    /// <summary>Deflate spends at least one bit on 258/2 bytes or so: nothing genuine expands further than this.</summary>
    public const int MaximumGzipExpansion = 1100;

    /// <summary>Fills <paramref name="target"/> exactly; concatenated members count as one stream.</summary>
    public static unsafe void DecodeGzip(ReadOnlySpan<byte> source, Span<byte> target)
    {
        fixed (byte* pointer = source)
        {
            using var input = new UnmanagedMemoryStream(pointer, source.Length);
            using var gzip = new GZipStream(input, CompressionMode.Decompress);
            try
            {
                if (gzip.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) != target.Length)
                    throw new ParquetException("corrupt Gzip page: it ends too early");
            }
            catch (InvalidDataException e)
            {
                throw new ParquetException("corrupt Gzip page", e);
            }
        }
    }

    public static void DecodeBrotli(ReadOnlySpan<byte> source, Span<byte> target)
    {
        using var decoder = default(BrotliDecoder);
        OperationStatus status = decoder.Decompress(source, target, out _, out int written);
        if (status != OperationStatus.Done || written != target.Length) throw new ParquetException("corrupt Brotli page");
    }

    public static int EncodeGzip(ReadOnlySpan<byte> source, byte[] target, CompressionLevel level)
    {
        using var output = new MemoryStream(target);
        using (var gzip = new GZipStream(output, level, leaveOpen: true)) gzip.Write(source);
        return (int)output.Position;
    }

    public static int EncodeBrotli(ReadOnlySpan<byte> source, byte[] target, CompressionLevel level)
    {
        int quality = level switch
        {
            CompressionLevel.NoCompression => 0,
            CompressionLevel.Fastest => 1,
            CompressionLevel.SmallestSize => 9,
            _ => 4,
        };
        if (!BrotliEncoder.TryCompress(source, target, out int written, quality, window: 22))
            throw new InvalidOperationException("the Brotli encoder overran its buffer");
        return written;
    }
}
