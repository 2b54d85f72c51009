using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Codecs;

/// <summary>Decodes a raw Snappy block. Every length and offset is checked before bytes move.</summary>
internal static class SnappyDecoder
{
    /// <summary>A copy element of three bytes yields at most 64, so nothing genuine expands further than this.</summary>
    private const int MaximumExpansion = 64;

    /// <summary>A copy moves at most 64 bytes; with as many bytes left it may write in whole words past its own end.</summary>
    private const int SlackForWideCopy = 64 + 16;

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
        if (DecodedLength(source, out int position) != target.Length) throw Corrupt("its length differs from the page header");
        ref byte input = ref MemoryMarshal.GetReference(source);
        int written = 0;
        while (position < source.Length)
        {
            uint tag = Unsafe.Add(ref input, position++);
            if ((tag & 3) == 0)
                Literal(source, ref position, tag >> 2, target, ref written);
            else
                Copy(source, ref position, tag, target, ref written);
        }
        if (written != target.Length) throw Corrupt("it ends too early");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Literal(ReadOnlySpan<byte> source, ref int position, uint lengthLess1, Span<byte> target, ref int written)
    {
        if (lengthLess1 < 16 && source.Length - position >= 16 && target.Length - written >= 16)
        {
            ref byte from = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), position);
            ref byte to = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), written);
            Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<UInt128>(ref from));
            position += (int)lengthLess1 + 1;
            written += (int)lengthLess1 + 1;
            return;
        }
        LongLiteral(source, ref position, lengthLess1, target, ref written);
    }

    private static void LongLiteral(ReadOnlySpan<byte> source, ref int position, uint lengthLess1, Span<byte> target, ref int written)
    {
        if (lengthLess1 >= 60) lengthLess1 = ReadLittleEndian(source, ref position, (int)lengthLess1 - 59);
        long length = (long)lengthLess1 + 1;
        if (length > source.Length - position || length > target.Length - written) throw Corrupt("a literal runs past the end");
        source.Slice(position, (int)length).CopyTo(target[written..]);
        position += (int)length;
        written += (int)length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ReadOnlySpan<byte> source, ref int position, uint tag, Span<byte> target, ref int written)
    {
        int extra = (tag & 3) == 3 ? 4 : (int)(tag & 3);
        if (source.Length - position < extra) throw Corrupt("it ends inside a copy");
        ref byte at = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), position);
        position += extra;
        (int length, uint offset) = extra switch
        {
            1 => ((int)(tag >> 2 & 7) + 4, (tag >> 5 << 8) | at),
            2 => ((int)(tag >> 2) + 1, Unsafe.ReadUnaligned<ushort>(ref at)),
            _ => ((int)(tag >> 2) + 1, Unsafe.ReadUnaligned<uint>(ref at)),
        };
        if (offset == 0 || offset > (uint)written || length > target.Length - written) throw Corrupt("a copy reaches outside");
        Move(target, written, (int)offset, length);
        written += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(Span<byte> target, int written, int offset, int length)
    {
        ref byte to = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), written);
        ref byte from = ref Unsafe.Subtract(ref to, offset);
        if (offset < 8 || target.Length - written < SlackForWideCopy)
        {
            for (int i = 0; i < length; i++) Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
        }
        else if (offset < 16)
        {
            for (int i = 0; i < length; i += 8) Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, i)));
        }
        else
        {
            for (int i = 0; i < length; i += 16) Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i), Unsafe.ReadUnaligned<UInt128>(ref Unsafe.Add(ref from, i)));
        }
    }

    private static uint ReadLittleEndian(ReadOnlySpan<byte> source, ref int position, int count)
    {
        if (source.Length - position < count) throw Corrupt("it ends inside a literal");
        uint value = 0;
        for (int i = 0; i < count; i++) value |= (uint)source[position++] << (8 * i);
        return value;
    }

    private static ParquetException Corrupt(string what) => new($"corrupt Snappy block: {what}");
}
