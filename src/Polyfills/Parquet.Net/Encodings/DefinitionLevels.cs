using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Encodings;

/// <summary>
/// Which rows of a page have a value. The levels stay in their runs and are never laid out one by one: a run of values
/// is copied at once, a run of nulls cleared at once.
/// </summary>
internal static class DefinitionLevels
{
    /// <summary>Counts the values and, by walking every run, proves that the levels cover all rows.</summary>
    public static int CountDefined(ReadOnlySpan<byte> levels, int rows)
    {
        var runs = new HybridRuns(levels, 1);
        int defined = 0;
        for (int left = rows; left > 0;)
        {
            HybridRun run = runs.Next(left);
            defined += run.IsPacked ? PopCount(run.Packed, run.Count) : (int)run.Value * run.Count;
            left -= run.Count;
        }
        return defined;
    }

    /// <summary>Sets <paramref name="target"/> to the next value where there is one, and to null elsewhere.</summary>
    public static void Expand<T>(ReadOnlySpan<byte> levels, ReadOnlySpan<T> values, Span<T?> target)
        where T : struct
    {
        var runs = new HybridRuns(levels, 1);
        while (!target.IsEmpty)
        {
            HybridRun run = runs.Next(target.Length);
            Span<T?> part = target[..run.Count];
            if (run.IsPacked) values = values[ExpandPacked(run.Packed, values, part)..];
            else if (run.Value == 0) part.Clear();
            else values = CopyAll(values, part);
            target = target[run.Count..];
        }
    }

    /// <summary>The same for types that are nullable by themselves.</summary>
    public static void ExpandReferences<T>(ReadOnlySpan<byte> levels, ReadOnlySpan<T> values, Span<T> target)
    {
        var runs = new HybridRuns(levels, 1);
        int next = 0;
        while (!target.IsEmpty)
        {
            HybridRun run = runs.Next(target.Length);
            for (int i = 0; i < run.Count; i++)
            {
                bool isDefined = run.IsPacked ? (run.Packed[i >> 3] >> (i & 7) & 1) != 0 : run.Value != 0;
                target[i] = isDefined ? values[next++] : default!;
            }
            target = target[run.Count..];
        }
    }

    /// <summary>Makes nullable values of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<T> CopyAll<T>(ReadOnlySpan<T> values, Span<T?> target)
        where T : struct
    {
        ReadOnlySpan<T> source = values[..target.Length];
        for (int i = 0; i < target.Length; i++) target[i] = source[i];
        return values[target.Length..];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ExpandPacked<T>(ReadOnlySpan<byte> packed, ReadOnlySpan<T> values, Span<T?> target)
        where T : struct
    {
        int next = 0;
        for (int i = 0; i < target.Length; i++)
        {
            if ((packed[i >> 3] >> (i & 7) & 1) != 0) target[i] = values[next++];
            else target[i] = null;
        }
        return next;
    }

    private static int PopCount(ReadOnlySpan<byte> packed, int count)
    {
        int total = 0, whole = count / 64;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(packed)[..whole]) total += BitOperations.PopCount(word);
        for (int i = whole * 64; i < count; i++) total += packed[i >> 3] >> (i & 7) & 1;
        return total;
    }

    /// <summary>
    /// Turns the old BIT_PACKED levels, which start at the highest bit, into one packed run of the hybrid.
    /// </summary>
    public static byte[] FromBitPacked(ReadOnlySpan<byte> packed)
    {
        var header = new List<byte>(packed.Length + 5);
        uint value = (uint)packed.Length << 1 | 1;
        for (; value >= 0x80; value >>= 7) header.Add((byte)(value | 0x80));
        header.Add((byte)value);
        foreach (byte bits in packed) header.Add((byte)((bits * 0x0202020202UL & 0x010884422010UL) % 1023));
        return [.. header];
    }
}
