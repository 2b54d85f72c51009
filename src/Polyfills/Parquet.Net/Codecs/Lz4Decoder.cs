using System.Buffers.Binary;

namespace Parquet.Codecs;

/// <summary>Decodes LZ4 blocks: bare (LZ4_RAW), or in the framing of Hadoop, which the old codec LZ4 may have.</summary>
internal static class Lz4Decoder
{
    /// <summary>A length byte stands for at most 255 bytes of output.</summary>
    public const int MaximumExpansion = 255;

    private const int MinimumMatch = 4;

    /// <summary>Fills <paramref name="target"/> exactly from one bare block.</summary>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (TryDecode(source, target) != target.Length) throw new ParquetException("corrupt LZ4 block");
    }

    /// <summary>The old codec says nothing about its framing, so Hadoop's is tried first.</summary>
    public static void DecodeLegacy(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (!TryDecodeHadoop(source, target)) Decode(source, target);
    }

    /// <summary>Hadoop: blocks of [decoded length, then pieces of [encoded length, bytes]], lengths big endian.</summary>
    private static bool TryDecodeHadoop(ReadOnlySpan<byte> source, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            if (!TryReadLength(ref source, target.Length, out int decoded) || decoded == 0) return false;
            if (!TryDecodePieces(ref source, target[..decoded])) return false;
            target = target[decoded..];
        }
        return source.IsEmpty;
    }

    private static bool TryDecodePieces(ref ReadOnlySpan<byte> source, Span<byte> block)
    {
        while (!block.IsEmpty)
        {
            if (!TryReadLength(ref source, source.Length - sizeof(int), out int encoded)) return false;
            int written = TryDecode(source[..encoded], block);
            if (written <= 0) return false;
            source = source[encoded..];
            block = block[written..];
        }
        return true;
    }

    private static bool TryReadLength(ref ReadOnlySpan<byte> source, int maximum, out int length)
    {
        length = 0;
        if (source.Length < sizeof(int)) return false;
        uint value = BinaryPrimitives.ReadUInt32BigEndian(source);
        if (value > (uint)Math.Max(maximum, 0)) return false;
        length = (int)value;
        source = source[sizeof(int)..];
        return true;
    }

    /// <summary>Returns the bytes written, or -1 for a corrupt block.</summary>
    private static int TryDecode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int position = 0, written = 0;
        while (position < source.Length)
        {
            int token = source[position++];
            long literal = ReadLength(source, ref position, token >> 4);
            if (literal < 0 || literal > source.Length - position || literal > target.Length - written) return -1;
            source.Slice(position, (int)literal).CopyTo(target[written..]);
            position += (int)literal;
            written += (int)literal;
            if (position == source.Length) return written;
            if (!TryMatch(source, ref position, token & 15, target, ref written)) return -1;
        }
        return -1;
    }

    private static bool TryMatch(ReadOnlySpan<byte> source, ref int position, int code, Span<byte> target, ref int written)
    {
        if (source.Length - position < 2) return false;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(source[position..]);
        position += 2;
        long length = ReadLength(source, ref position, code);
        if (length < 0 || offset == 0 || offset > written) return false;
        length += MinimumMatch;
        if (length > target.Length - written) return false;
        Overlap.Copy(target, written, offset, (int)length);
        written += (int)length;
        return true;
    }

    /// <summary>15 in the token is continued by bytes until one is below 255. Returns -1 at the end of the source.</summary>
    private static long ReadLength(ReadOnlySpan<byte> source, ref int position, int code)
    {
        long length = code;
        if (code != 15) return length;
        byte next;
        do
        {
            if (position >= source.Length) return -1;
            next = source[position++];
            length += next;
        }
        while (next == 255);
        return length;
    }
}
