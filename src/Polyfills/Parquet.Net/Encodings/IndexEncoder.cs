using System.Numerics;
using Parquet.Writing;

namespace Parquet.Encodings;

/// <summary>Writes dictionary indexes: the bit width, then hybrid runs.</summary>
internal static class IndexEncoder
{
    private const int FewestRepeats = 16;

    public static void Write(ReadOnlySpan<int> indexes, int dictionaryCount, PooledBuffer target)
    {
        int width = dictionaryCount <= 1 ? 0 : BitOperations.Log2((uint)dictionaryCount - 1) + 1;
        target.AppendByte((byte)width);
        WriteRuns(indexes, width, target);
    }

    /// <summary>Hybrid runs alone, of numbers that take so many bits at most.</summary>
    public static void WriteRuns(ReadOnlySpan<int> indexes, int width, PooledBuffer target)
    {
        int literal = 0, at = 0;
        while (at < indexes.Length)
        {
            int repeats = Repeats(indexes[at..]);
            if (repeats >= FewestRepeats)
            {
                Literal(indexes[literal..at], width, target);
                Repeat(repeats, indexes[at], width, target);
                literal = at += repeats;
            }
            else
            {
                // Packed runs hold whole groups of eight, so a repeated run may begin at every eighth value only.
                at = Math.Min(at + 8, indexes.Length);
            }
        }
        Literal(indexes[literal..], width, target);
    }

    private static int Repeats(ReadOnlySpan<int> indexes)
    {
        int end = indexes.IndexOfAnyExcept(indexes[0]);
        return end < 0 ? indexes.Length : end;
    }

    private static void Literal(ReadOnlySpan<int> indexes, int width, PooledBuffer target)
    {
        if (indexes.IsEmpty) return;
        int groups = (indexes.Length + 7) / 8;
        target.AppendVarint((ulong)groups << 1 | 1);
        int length = groups * width;
        Span<byte> room = target.Reserve(length + sizeof(ulong));
        int written = BitPacking.Pack(indexes, width, room);
        if (written < length) room[written..length].Clear();
        target.Advance(length);
    }

    private static void Repeat(int count, int index, int width, PooledBuffer target)
    {
        target.AppendVarint((ulong)count << 1);
        for (int shift = 0; shift < width; shift += 8) target.AppendByte((byte)(index >> shift));
    }
}
