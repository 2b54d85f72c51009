using System.Buffers;

namespace Parquet.Codecs;

/// <summary>Decodes compressed blocks; holds what later blocks of a frame reuse: tables and recent offsets.</summary>
internal sealed class ZstdFrame(int start)
{
    private const int MaximumBlock = 128 * 1024;

    private readonly ZstdSequences _sequences = new(start);
    private HuffmanTable? _huffman;

    /// <summary>Decodes one block to <paramref name="target"/> at <paramref name="written"/>; returns the new end.</summary>
    public int DecodeBlock(ReadOnlySpan<byte> block, Span<byte> target, int written)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaximumBlock);
        try
        {
            int literals = ReadLiterals(ref block, buffer);
            return _sequences.Decode(block, buffer.AsSpan(0, literals), target, written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int ReadLiterals(ref ReadOnlySpan<byte> block, byte[] buffer)
    {
        if (block.IsEmpty) throw ZstdDecoder.Corrupt("a block is empty");
        int type = block[0] & 3, format = block[0] >> 2 & 3;
        return type < 2 ? ReadPlainLiterals(ref block, type, format, buffer) : ReadCodedLiterals(ref block, type, format, buffer);
    }

    private static int ReadPlainLiterals(ref ReadOnlySpan<byte> block, int type, int format, byte[] buffer)
    {
        int headerLength = format switch { 1 => 2, 3 => 3, _ => 1 };
        ulong header = ReadHeader(ref block, headerLength);
        int size = (int)(header >> (headerLength == 1 ? 3 : 4));
        if (size > MaximumBlock) throw ZstdDecoder.Corrupt("a block has too many literals");
        Span<byte> output = buffer.AsSpan(0, size);
        if (type == 0) ZstdDecoder.Take(ref block, size).CopyTo(output);
        else output.Fill(ZstdDecoder.Take(ref block, 1)[0]);
        return size;
    }

    private int ReadCodedLiterals(ref ReadOnlySpan<byte> block, int type, int format, byte[] buffer)
    {
        int width = format switch { 2 => 14, 3 => 18, _ => 10 };
        ulong header = ReadHeader(ref block, format switch { 2 => 4, 3 => 5, _ => 3 }) >> 4;
        int size = (int)(header & (1UL << width) - 1), encoded = (int)(header >> width);
        if (size > MaximumBlock) throw ZstdDecoder.Corrupt("a block has too many literals");
        ReadOnlySpan<byte> data = ZstdDecoder.Take(ref block, encoded);
        if (type == 2)
        {
            _huffman = HuffmanTable.Read(data, out int tableLength);
            data = data[tableLength..];
        }
        if (_huffman is null) throw ZstdDecoder.Corrupt("a block reuses a Huffman table that is not there");
        DecodeStreams(_huffman, data, buffer.AsSpan(0, size), format != 0);
        return size;
    }

    private static void DecodeStreams(HuffmanTable huffman, ReadOnlySpan<byte> data, Span<byte> output, bool isFour)
    {
        if (!isFour)
        {
            huffman.Decode(data, output);
            return;
        }
        ReadOnlySpan<byte> sizes = ZstdDecoder.Take(ref data, 6);
        int part = (output.Length + 3) / 4;
        if (part * 3 > output.Length) throw ZstdDecoder.Corrupt("four streams hold too few literals");
        for (int i = 0; i < 3; i++)
        {
            ReadOnlySpan<byte> stream = ZstdDecoder.Take(ref data, sizes[2 * i] | sizes[2 * i + 1] << 8);
            huffman.Decode(stream, output.Slice(part * i, part));
        }
        huffman.Decode(data, output[(part * 3)..]);
    }

    private static ulong ReadHeader(ref ReadOnlySpan<byte> block, int length)
    {
        ulong header = 0;
        ReadOnlySpan<byte> bytes = ZstdDecoder.Take(ref block, length);
        for (int i = 0; i < length; i++) header |= (ulong)bytes[i] << (8 * i);
        return header;
    }
}
