namespace Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT: all first bytes, then all second bytes, and so on.</summary>
internal static class ByteStreamSplit
{
    public static void Decode(ReadOnlySpan<byte> data, int width, Span<byte> target)
    {
        int count = target.Length / width;
        if (data.Length < target.Length) throw new ParquetException("corrupt BYTE_STREAM_SPLIT data: it ends too early");
        for (int stream = 0; stream < width; stream++)
        {
            ReadOnlySpan<byte> bytes = data.Slice(stream * count, count);
            for (int i = 0, at = stream; i < bytes.Length; i++, at += width) target[at] = bytes[i];
        }
    }
}
