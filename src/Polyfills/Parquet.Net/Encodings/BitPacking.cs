using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Encodings;

/// <summary>Values of a fixed number of bits, lowest bit first. Callers have checked that the bytes are there.</summary>
internal static class BitPacking
{
    /// <summary>Unpacks values of up to 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<int> target)
    {
        if (width == 0)
        {
            target.Clear();
            return;
        }
        ulong mask = (1UL << width) - 1;
        int wide = WideCount(packed.Length, width, target.Length);
        ref byte source = ref MemoryMarshal.GetReference(packed);
        long bit = 0;
        for (int i = 0; i < wide; i++, bit += width)
            target[i] = (int)(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, (nint)(bit >> 3))) >> (int)(bit & 7) & mask);
        for (int i = wide; i < target.Length; i++, bit += width) target[i] = (int)(Edge(packed, bit) & mask);
    }

    /// <summary>Unpacks values of up to 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<long> target)
    {
        if (width == 0)
        {
            target.Clear();
            return;
        }
        ulong mask = ulong.MaxValue >> (64 - width);
        int wide = width <= 56 ? WideCount(packed.Length, width, target.Length) : 0;
        ref byte source = ref MemoryMarshal.GetReference(packed);
        long bit = 0;
        for (int i = 0; i < wide; i++, bit += width)
            target[i] = (long)(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, (nint)(bit >> 3))) >> (int)(bit & 7) & mask);
        for (int i = wide; i < target.Length; i++, bit += width) target[i] = (long)(Edge(packed, bit) & mask);
    }

    /// <summary>Packs values of up to 64 bits; returns the bytes written. The target is overwritten in whole words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Pack(ReadOnlySpan<ulong> values, int width, Span<byte> target)
    {
        if (width == 0) return 0;
        ulong word = 0;
        int used = 0, written = 0;
        foreach (ulong value in values)
        {
            word |= value << used;
            used += width;
            if (used < 64) continue;
            MemoryMarshal.Write(target[written..], in word);
            written += sizeof(ulong);
            used -= 64;
            word = used == 0 ? 0 : value >> (width - used);
        }
        for (; used > 0; used -= 8, word >>= 8) target[written++] = (byte)word;
        return written;
    }

    /// <summary>Packs values of up to 32 bits; returns the bytes written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Pack(ReadOnlySpan<int> values, int width, Span<byte> target)
    {
        if (width == 0) return 0;
        ulong word = 0;
        int used = 0, written = 0;
        foreach (int value in values)
        {
            word |= (ulong)(uint)value << used;
            used += width;
            if (used < 64) continue;
            MemoryMarshal.Write(target[written..], in word);
            written += sizeof(ulong);
            used -= 64;
            word = used == 0 ? 0 : (ulong)(uint)value >> (width - used);
        }
        for (; used > 0; used -= 8, word >>= 8) target[written++] = (byte)word;
        return written;
    }

    /// <summary>Turns bits into bytes 0 and 1: a whole byte by one multiplication.</summary>
    public static void UnpackBits(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        int whole = target.Length / 8;
        for (int i = 0; i < whole; i++) MemoryMarshal.Write(target[(i * 8)..], Spread(packed[i]));
        for (int i = whole * 8; i < target.Length; i++) target[i] = (byte)(packed[i >> 3] >> (i & 7) & 1);
    }

    /// <summary>Turns bytes 0 and 1 into bits, the last byte padded with zeros.</summary>
    public static void PackBits(ReadOnlySpan<byte> flags, Span<byte> target)
    {
        int whole = flags.Length / 8;
        for (int i = 0; i < whole; i++) target[i] = (byte)(MemoryMarshal.Read<ulong>(flags[(i * 8)..]) * 0x0102040810204080 >> 56);
        if (whole * 8 == flags.Length) return;
        int last = 0;
        for (int i = whole * 8; i < flags.Length; i++) last |= flags[i] << (i & 7);
        target[whole] = (byte)last;
    }

    private static ulong Spread(byte bits)
    {
        ulong selected = bits * 0x0101010101010101UL & 0x8040201008040201UL;
        return selected + 0x7F7F7F7F7F7F7F7FUL >> 7 & 0x0101010101010101UL;
    }

    /// <summary>How many values can be read by a load of eight bytes.</summary>
    private static int WideCount(int bytes, int width, int count) =>
        bytes < 8 ? 0 : (int)Math.Min(count, ((long)(bytes - 8) * 8 + 8) / width);

    /// <summary>A value near the end, where a wide load would leave the data, or one that spans nine bytes.</summary>
    private static ulong Edge(ReadOnlySpan<byte> packed, long bit)
    {
        int first = (int)(bit >> 3), shift = (int)(bit & 7);
        ulong low = 0;
        for (int i = 0; i < 8 && first + i < packed.Length; i++) low |= (ulong)packed[first + i] << (8 * i);
        ulong high = shift != 0 && first + 8 < packed.Length ? (ulong)packed[first + 8] << (64 - shift) : 0;
        return low >> shift | high;
    }
}
