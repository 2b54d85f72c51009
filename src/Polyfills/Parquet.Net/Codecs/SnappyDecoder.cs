using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parquet.Codecs;

/// <summary>
/// Decodes a raw Snappy block. Away from the ends short elements are moved in whole words, which may write past their
/// own end into bytes that the next element overwrites; near the ends every byte is counted.
/// </summary>
internal static class SnappyDecoder
{
    /// <summary>A copy element of three bytes yields at most 64, so nothing genuine expands further than this.</summary>
    private const int MaximumExpansion = 64;

    /// <summary>A tag and the 64 bytes that a literal whose length fits the tag may load.</summary>
    private const int InputSlack = 1 + 64;

    /// <summary>The longest copy, and the word that its last move may begin with its last byte.</summary>
    private const int OutputSlack = 64 + 16;

    /// <summary>Per tag of a copy of two or three bytes: its length, and in bits 8 to 10 the high bits of its offset.</summary>
    private static readonly ushort[] Copies = [.. Enumerable.Range(0, 256).Select(tag => (tag & 3) == 1 ? (tag >> 2 & 7) + 4 | tag >> 5 << 8 : (tag >> 2) + 1).Select(entry => (ushort)entry)];

    /// <summary>Per pattern length below eight: the order of bytes that repeats it over 16.</summary>
    private static readonly byte[] Repetitions = [.. Enumerable.Range(0, 8 * 16).Select(i => (byte)(i % 16 % Math.Max(i / 16, 1)))];

    /// <summary>Reads the length the block declares, before anything is allocated for it.</summary>
    public static int DecodedLength(ReadOnlySpan<byte> source, out int headerLength)
    {
        uint length = 0;
        headerLength = 0;
        for (int shift = 0; shift < 35 && headerLength < source.Length; shift += 7)
        {
            byte next = source[headerLength++];
            length |= (uint)(next & 0x7F) << shift;
            if (next >= 0x80) continue;
            if (length > int.MaxValue || length > (long)source.Length * MaximumExpansion) break;
            return (int)length;
        }
        throw Corrupt("its length is invalid");
    }

    /// <summary>Fills <paramref name="target"/> exactly.</summary>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (DecodedLength(source, out int start) != target.Length) throw Corrupt("its length differs from the page header");
        nint position = start, written = 0;
        while (position < source.Length)
        {
            DecodeFast(source, target, ref position, ref written);
            if (position < source.Length) DecodeNext(source, target, ref position, ref written);
        }
        if (written != target.Length) throw Corrupt("it ends too early");
    }

    /// <summary>Runs until an element is long, or an end is near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeFast(ReadOnlySpan<byte> source, Span<byte> target, ref nint position, ref nint written)
    {
        ref byte input = ref MemoryMarshal.GetReference(source);
        ref byte output = ref MemoryMarshal.GetReference(target);
        nint inputLimit = source.Length - InputSlack, outputLimit = target.Length - OutputSlack;
        ref ushort copies = ref MemoryMarshal.GetArrayDataReference(Copies);
        nint from = position, to = written;
        while (from <= inputLimit && to <= outputLimit)
        {
            uint tag = Unsafe.Add(ref input, from);
            uint kind = tag & 3;
            if (kind == 0)
            {
                if (tag >= 60 << 2) break;
                nint literal = (nint)(tag >> 2) + 1;
                Move16(ref Unsafe.Add(ref input, from + 1), ref Unsafe.Add(ref output, to));
                for (nint i = 16; i < literal; i += 16) Move16(ref Unsafe.Add(ref input, from + 1 + i), ref Unsafe.Add(ref output, to + i));
                from += literal + 1;
                to += literal;
                continue;
            }
            if (kind == 3) break;
            uint next = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref input, from + 1));
            uint entry = Unsafe.Add(ref copies, tag);
            // Kind 1 has one byte of offset, kind 2 has two.
            uint offset = (entry & 0x700) | (next & (0xFFFF00FFu >> ((int)kind - 1) * 16 & 0xFFFF));
            nint length = (nint)(entry & 0xFF);
            if (offset - 1 >= (nuint)to) throw Corrupt("a copy reaches outside");
            CopyFast(ref Unsafe.Add(ref output, to), offset, length);
            from += 1 + (nint)kind;
            to += length;
        }
        (position, written) = (from, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyFast(ref byte to, uint offset, nint length)
    {
        ref byte from = ref Unsafe.Subtract(ref to, offset);
        if (offset >= 8)
        {
            // Two words one after the other, so that the second may read what the first wrote.
            Move8(ref from, ref to, 0);
            Move8(ref from, ref to, 8);
            for (nint i = 16; i < length; i += 8) Move8(ref from, ref to, i);
        }
        else
        {
            Repeat(ref from, ref to, offset, length);
        }
    }

    /// <summary>A pattern of up to seven bytes is repeated in a register; only whole patterns advance.</summary>
    private static void Repeat(ref byte from, ref byte to, uint offset, nint length)
    {
        Vector128<byte> order = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Repetitions), offset * 16);
        Vector128<byte> pattern = Vector128.ShuffleNative(Vector128.LoadUnsafe(ref from), order);
        nint step = (nint)(16 - 16 % offset);
        for (nint i = 0; i < length; i += step) pattern.StoreUnsafe(ref to, (nuint)i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move8(ref byte from, ref byte to, nint at) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, at)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move16(ref byte from, ref byte to) => Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<UInt128>(ref from));

    /// <summary>One element of any kind, every length checked.</summary>
    private static void DecodeNext(ReadOnlySpan<byte> source, Span<byte> target, ref nint position, ref nint written)
    {
        ReadOnlySpan<byte> rest = source[(int)position..];
        uint tag = rest[0];
        int extra = (tag & 3, tag >> 2) switch
        {
            (0, >= 60) => (int)(tag >> 2) - 59,
            (0, _) => 0,
            (3, _) => 4,
            _ => (int)(tag & 3),
        };
        if (rest.Length - 1 < extra) throw Corrupt("it ends inside an element");
        uint number = 0;
        for (int i = 0; i < extra; i++) number |= (uint)rest[1 + i] << (8 * i);
        position += 1 + extra;
        if ((tag & 3) == 0) Literal(rest[(1 + extra)..], extra == 0 ? tag >> 2 : number, target, ref position, ref written);
        else Copy(tag, number, target, ref written);
    }

    private static void Literal(ReadOnlySpan<byte> rest, uint lengthLess1, Span<byte> target, ref nint position, ref nint written)
    {
        if (lengthLess1 >= (uint)rest.Length || lengthLess1 >= target.Length - written) throw Corrupt("a literal runs past the end");
        int length = (int)lengthLess1 + 1;
        rest[..length].CopyTo(target[(int)written..]);
        position += length;
        written += length;
    }

    private static void Copy(uint tag, uint number, Span<byte> target, ref nint written)
    {
        bool isShort = (tag & 3) == 1;
        uint offset = isShort ? (tag >> 5 << 8) | number : number;
        int length = isShort ? (int)(tag >> 2 & 7) + 4 : (int)(tag >> 2) + 1;
        if (offset == 0 || offset > (ulong)written || length > target.Length - written) throw Corrupt("a copy reaches outside");
        Overlap.Copy(target, (int)written, (int)offset, length);
        written += length;
    }

    private static ParquetException Corrupt(string what) => new($"corrupt Snappy block: {what}");
}
