using System.Numerics;
using Parquet.Writing;

namespace Parquet.Encodings;

/// <summary>Writes DELTA_BINARY_PACKED in blocks of 128 values of four miniblocks, as most writers do.</summary>
internal static class DeltaEncoder
{
    private const int BlockSize = 128, Miniblocks = 4, MiniblockSize = BlockSize / Miniblocks;

    /// <summary>The most bytes a block can take: least difference, widths, and 64 bits a value.</summary>
    private const int LargestBlock = 10 + Miniblocks + BlockSize * sizeof(long) + sizeof(long);

    public static void Write(ReadOnlySpan<long> values, PooledBuffer target)
    {
        WriteHeader(values.Length, values.IsEmpty ? 0 : values[0], target);
        Span<ulong> differences = stackalloc ulong[BlockSize];
        for (int start = 1; start < values.Length; start += BlockSize)
        {
            int count = Math.Min(BlockSize, values.Length - start);
            long smallest = long.MaxValue;
            for (int i = 0; i < count; i++)
            {
                long difference = unchecked(values[start + i] - values[start + i - 1]);
                differences[i] = (ulong)difference;
                smallest = Math.Min(smallest, difference);
            }
            WriteBlock(differences, count, smallest, target);
        }
    }

    /// <summary>Differences wrap in 32 bits, so that no reader meets more than that.</summary>
    public static void Write(ReadOnlySpan<int> values, PooledBuffer target)
    {
        WriteHeader(values.Length, values.IsEmpty ? 0 : values[0], target);
        Span<ulong> differences = stackalloc ulong[BlockSize];
        for (int start = 1; start < values.Length; start += BlockSize)
        {
            int count = Math.Min(BlockSize, values.Length - start);
            int smallest = int.MaxValue;
            for (int i = 0; i < count; i++)
            {
                int difference = unchecked(values[start + i] - values[start + i - 1]);
                differences[i] = (ulong)difference;
                smallest = Math.Min(smallest, difference);
            }
            WriteBlock(differences, count, smallest, target);
        }
    }

    private static void WriteHeader(int count, long first, PooledBuffer target)
    {
        target.AppendVarint(BlockSize);
        target.AppendVarint(Miniblocks);
        target.AppendVarint((ulong)count);
        target.AppendVarint(ZigZag(first));
    }

    /// <summary>Miniblocks beyond the last value have width 0 and no bytes; the last one is padded with zeros.</summary>
    private static void WriteBlock(Span<ulong> differences, int count, long smallest, PooledBuffer target)
    {
        for (int i = 0; i < count; i++) differences[i] = unchecked(differences[i] - (ulong)smallest);
        differences[count..].Clear();
        Span<byte> room = target.Reserve(LargestBlock);
        int written = WriteVarint(ZigZag(smallest), room);
        int widths = written;
        written += Miniblocks;
        for (int i = 0; i < Miniblocks; i++)
        {
            ReadOnlySpan<ulong> part = differences.Slice(i * MiniblockSize, MiniblockSize);
            int width = Width(part);
            room[widths + i] = (byte)width;
            written += BitPacking.Pack(part, width, room[written..]);
        }
        target.Advance(written);
    }

    private static int Width(ReadOnlySpan<ulong> values)
    {
        ulong all = 0;
        foreach (ulong value in values) all |= value;
        return 64 - BitOperations.LeadingZeroCount(all);
    }

    private static int WriteVarint(ulong value, Span<byte> target)
    {
        int written = 0;
        for (; value >= 0x80; value >>= 7) target[written++] = (byte)(value | 0x80);
        target[written++] = (byte)value;
        return written;
    }

    private static ulong ZigZag(long value) => (ulong)(value << 1 ^ value >> 63);
}
