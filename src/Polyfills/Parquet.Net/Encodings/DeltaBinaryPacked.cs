using System.Buffers;
using System.Runtime.CompilerServices;

namespace Parquet.Encodings;

/// <summary>Decodes DELTA_BINARY_PACKED: blocks of differences, each less the smallest of its block.</summary>
internal static class DeltaBinaryPacked
{
    private const int MaximumBlock = 1 << 24;

    /// <summary>Decodes as many values as the data hold, which must be those wanted; returns the bytes they took.</summary>
    public static int Decode(ReadOnlySpan<byte> data, Span<long> target)
    {
        var input = new VarintReader(data);
        ulong blockSize = input.ReadUnsigned(), miniblocks = input.ReadUnsigned(), total = input.ReadUnsigned();
        long first = input.ReadSigned();
        if (blockSize is 0 or > MaximumBlock || miniblocks == 0 || blockSize % miniblocks != 0 || blockSize / miniblocks % 8 != 0)
            throw Corrupt("its block sizes are invalid");
        if (total != (ulong)target.Length) throw Corrupt($"it holds {total} values where {target.Length} are due");
        if (target.IsEmpty) return input.Position;
        target[0] = first;
        int written = 1;
        while (written < target.Length) DecodeBlock(ref input, (int)miniblocks, (int)(blockSize / miniblocks), target, ref written);
        return input.Position;
    }

    /// <summary>The number of values, for callers that must know before they decode.</summary>
    public static ulong Count(ReadOnlySpan<byte> data)
    {
        var input = new VarintReader(data);
        input.ReadUnsigned();
        input.ReadUnsigned();
        return input.ReadUnsigned();
    }

    public static int Decode(ReadOnlySpan<byte> data, Span<int> target)
    {
        if (Count(data) != (ulong)target.Length) throw Corrupt($"it holds {Count(data)} values where {target.Length} are due");
        long[] wide = ArrayPool<long>.Shared.Rent(target.Length);
        try
        {
            int length = Decode(data, wide.AsSpan(0, target.Length));
            for (int i = 0; i < target.Length; i++) target[i] = unchecked((int)wide[i]);
            return length;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(wide);
        }
    }

    private static void DecodeBlock(ref VarintReader input, int miniblocks, int size, Span<long> target, ref int written)
    {
        long smallest = input.ReadSigned();
        ReadOnlySpan<byte> widths = input.Take(miniblocks);
        for (int i = 0; i < miniblocks && written < target.Length; i++)
        {
            if (widths[i] > 64) throw Corrupt("a bit width is above 64");
            Span<long> part = target.Slice(written, Math.Min(size, target.Length - written));
            ReadOnlySpan<byte> packed = input.TakeUpTo((long)size / 8 * widths[i]);
            if ((long)packed.Length * 8 < (long)part.Length * widths[i]) throw Corrupt("it ends too early");
            BitPacking.Unpack(packed, widths[i], part);
            Accumulate(part, smallest, target[written - 1]);
            written += part.Length;
        }
    }

    /// <summary>Differences may overflow on purpose: the sum wraps back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(Span<long> part, long smallest, long value)
    {
        for (int i = 0; i < part.Length; i++)
        {
            value = unchecked(value + part[i] + smallest);
            part[i] = value;
        }
    }

    internal static ParquetException Corrupt(string what) => new($"corrupt DELTA data: {what}");
}
