using System.Buffers;
using System.Numerics;

namespace Parquet.Encodings;

/// <summary>Levels of nested columns, laid out one by one: records are put together entry by entry.</summary>
internal static class NestedLevels
{
    /// <summary>A multiple of eight, so that every part of a packed run starts at a whole byte.</summary>
    private const int Part = 256;

    /// <summary>Counts the entries that have a value.</summary>
    public static int CountDefined(ReadOnlySpan<byte> levels, int entries, int maximum)
    {
        if (maximum == 1) return DefinitionLevels.CountDefined(levels, entries);
        MemoryGuard.Check(entries);
        byte[] decoded = ArrayPool<byte>.Shared.Rent(entries);
        try
        {
            Span<byte> wanted = decoded.AsSpan(0, entries);
            Decode(levels, maximum, wanted);
            return wanted.Count((byte)maximum);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }

    /// <summary>Fills <paramref name="target"/> with levels of at most <paramref name="maximum"/>, or throws.</summary>
    public static void Decode(ReadOnlySpan<byte> data, int maximum, Span<byte> target)
    {
        int width = 32 - BitOperations.LeadingZeroCount((uint)maximum);
        var runs = new HybridRuns(data, width);
        for (Span<byte> left = target; !left.IsEmpty;)
        {
            HybridRun run = runs.Next(left.Length);
            if (run.IsPacked) Unpack(run.Packed, width, left[..run.Count]);
            else left[..run.Count].Fill((byte)run.Value);
            left = left[run.Count..];
        }
        if (target.ContainsAnyExceptInRange((byte)0, (byte)maximum)) throw new ParquetException($"corrupt page: a level is above {maximum}");
    }

    private static void Unpack(ReadOnlySpan<byte> packed, int width, Span<byte> target)
    {
        Span<int> part = stackalloc int[Part];
        while (!target.IsEmpty)
        {
            int count = Math.Min(Part, target.Length);
            BitPacking.Unpack(packed, width, part[..count]);
            for (int i = 0; i < count; i++) target[i] = (byte)part[i];
            target = target[count..];
            packed = packed[Math.Min(packed.Length, Part / 8 * width)..];
        }
    }
}
