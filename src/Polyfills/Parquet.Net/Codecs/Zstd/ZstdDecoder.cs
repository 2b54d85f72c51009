using System.Buffers.Binary;

namespace Parquet.Codecs;

/// <summary>
/// Decodes Zstandard frames (RFC 8878) straight into the page: the page is the window. Dictionaries are refused; content
/// checksums are stepped over, as Parquet has checksums of its own.
/// </summary>
internal static class ZstdDecoder
{
    private const uint Magic = 0xFD2FB528, SkippableMagic = 0x184D2A50;
    private const int HeaderLength = 3, ChecksumLength = 4;

    /// <summary>Fills <paramref name="target"/> exactly.</summary>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int written = 0;
        while (!source.IsEmpty)
        {
            uint magic = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref source, sizeof(uint)));
            if (magic == Magic) DecodeFrame(ref source, target, ref written);
            else if ((magic & 0xFFFFFFF0) == SkippableMagic) Skip(ref source);
            else throw Corrupt("a frame has a wrong magic number");
        }
        if (written != target.Length) throw Corrupt("it ends too early");
    }

    internal static ParquetException Corrupt(string what) => new($"corrupt Zstd page: {what}");

    internal static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> source, int count)
    {
        if (count > source.Length) throw Corrupt("it is cut off");
        ReadOnlySpan<byte> taken = source[..count];
        source = source[count..];
        return taken;
    }

    private static void Skip(ref ReadOnlySpan<byte> source)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref source, sizeof(uint)));
        if (length > (uint)source.Length) throw Corrupt("a frame is cut off");
        source = source[(int)length..];
    }

    private static void DecodeFrame(ref ReadOnlySpan<byte> source, Span<byte> target, ref int written)
    {
        bool hasChecksum = ReadHeader(ref source);
        var frame = new ZstdFrame(written);
        bool isLast;
        do
        {
            ReadOnlySpan<byte> bytes = Take(ref source, HeaderLength);
            int header = bytes[0] | bytes[1] << 8 | bytes[2] << 16;
            isLast = (header & 1) != 0;
            written = DecodeBlock(ref source, header >> 1 & 3, header >> 3, target, written, frame);
        }
        while (!isLast);
        if (hasChecksum) Take(ref source, ChecksumLength);
    }

    /// <summary>Window and content size are of no use here: the output is bounded by the page.</summary>
    private static bool ReadHeader(ref ReadOnlySpan<byte> source)
    {
        int descriptor = Take(ref source, 1)[0];
        bool isSingleSegment = (descriptor & 0x20) != 0;
        if ((descriptor & 0x08) != 0) throw Corrupt("a reserved bit is set");
        if (!isSingleSegment) Take(ref source, 1);
        int dictionaryLength = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        if (Take(ref source, dictionaryLength).ContainsAnyExcept((byte)0)) throw new ParquetException("Zstd dictionaries are not supported");
        int sizeCode = descriptor >> 6;
        Take(ref source, sizeCode == 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeCode);
        return (descriptor & 0x04) != 0;
    }

    private static int DecodeBlock(ref ReadOnlySpan<byte> source, int type, int size, Span<byte> target, int written, ZstdFrame frame)
    {
        if (type == 2) return frame.DecodeBlock(Take(ref source, size), target, written);
        if (type == 3) throw Corrupt("a block type is reserved");
        if (size > target.Length - written) throw Corrupt("it is longer than the page header says");
        Span<byte> output = target.Slice(written, size);
        if (type == 0) Take(ref source, size).CopyTo(output);
        else output.Fill(Take(ref source, 1)[0]);
        return written + size;
    }
}
