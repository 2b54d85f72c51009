using Parquet.Writing;

namespace Parquet.Encodings;

/// <summary>Writes definition levels as hybrid runs of one bit, after their length.</summary>
internal static class LevelEncoder
{
    /// <summary>A repeated run must save more than its own header to interrupt a packed one.</summary>
    private const int FewestGroups = 8;

    /// <param name="flags">One byte per row: 1 for a value, 0 for null.</param>
    /// <param name="defined">How many are 1.</param>
    /// <param name="target">Where to append.</param>
    public static void Write(ReadOnlySpan<byte> flags, int defined, PooledBuffer target)
    {
        if (defined == flags.Length || defined == 0)
            WriteUniform(flags.Length, defined == 0 ? (byte)0 : (byte)1, target);
        else
            WriteMixed(flags, target);
    }

    /// <summary>All rows alike: one run.</summary>
    public static void WriteUniform(int count, byte level, PooledBuffer target)
    {
        int start = target.Length;
        target.AppendInt(0);
        Repeat(count, level, target);
        target.Patch(start, target.Length - start - sizeof(int));
    }

    private static void WriteMixed(ReadOnlySpan<byte> flags, PooledBuffer target)
    {
        int start = target.Length;
        target.AppendInt(0);
        int groups = (flags.Length + 7) / 8;
        byte[] packed = System.Buffers.ArrayPool<byte>.Shared.Rent(groups);
        BitPacking.PackBits(flags, packed);
        WriteGroups(packed.AsSpan(0, groups), flags.Length, target);
        System.Buffers.ArrayPool<byte>.Shared.Return(packed);
        target.Patch(start, target.Length - start - sizeof(int));
    }

    private static void WriteGroups(ReadOnlySpan<byte> groups, int count, PooledBuffer target)
    {
        int literal = 0, at = 0;
        while (at < groups.Length)
        {
            int uniform = UniformGroups(groups[at..]);
            if (uniform >= FewestGroups)
            {
                Literal(groups[literal..at], target);
                Repeat(Math.Min(uniform * 8, count - at * 8), (byte)(groups[at] & 1), target);
                literal = at += uniform;
            }
            else
            {
                at += Math.Max(uniform, 1);
            }
        }
        Literal(groups[literal..], target);
    }

    private static int UniformGroups(ReadOnlySpan<byte> groups)
    {
        byte first = groups[0];
        if (first is not (0 or 0xFF)) return 0;
        int end = groups.IndexOfAnyExcept(first);
        return end < 0 ? groups.Length : end;
    }

    private static void Literal(ReadOnlySpan<byte> groups, PooledBuffer target)
    {
        if (groups.IsEmpty) return;
        target.AppendVarint((ulong)groups.Length << 1 | 1);
        target.Append(groups);
    }

    private static void Repeat(int count, byte level, PooledBuffer target)
    {
        target.AppendVarint((ulong)count << 1);
        target.AppendByte(level);
    }
}
