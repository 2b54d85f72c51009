using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Codecs;

/// <summary>
/// Encodes a raw Snappy block. The input is cut into fragments of 64 KiB, so that a position fits the 16-bit entries of
/// the hash table; within a fragment every four bytes are looked up once, faster and faster while nothing matches.
/// </summary>
internal static class SnappyEncoder
{
    private const int FragmentLength = 1 << 16;
    private const int TableBits = 14;

    /// <summary>Bytes at the end of a fragment where no match is sought, so that wide loads stay inside.</summary>
    private const int Margin = 15;

    public static int MaximumLength(int length) => 32 + length + length / 6;

    /// <summary>Returns the bytes written to <paramref name="target"/>, which has at least <see cref="MaximumLength"/>.</summary>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (target.Length < MaximumLength(source.Length)) throw new ArgumentException("the target is too short", nameof(target));
        int written = WriteLength(source.Length, target);
        ushort[] table = ArrayPool<ushort>.Shared.Rent(1 << TableBits);
        for (int start = 0; start < source.Length; start += FragmentLength)
        {
            ReadOnlySpan<byte> fragment = source.Slice(start, Math.Min(FragmentLength, source.Length - start));
            table.AsSpan(0, 1 << TableBits).Clear();
            written = EncodeFragment(fragment, target, written, ref MemoryMarshal.GetArrayDataReference(table));
        }
        ArrayPool<ushort>.Shared.Return(table);
        return written;
    }

    private static int WriteLength(int length, Span<byte> target)
    {
        int written = 0;
        uint rest = (uint)length;
        for (; rest >= 0x80; rest >>= 7) target[written++] = (byte)(rest | 0x80);
        target[written++] = (byte)rest;
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int EncodeFragment(ReadOnlySpan<byte> fragment, Span<byte> target, int written, ref ushort table)
    {
        ref byte input = ref MemoryMarshal.GetReference(fragment);
        ref byte output = ref MemoryMarshal.GetReference(target);
        int limit = fragment.Length - Margin;
        int emitted = 0;
        int position = 1;
        while (FindMatch(ref input, ref position, limit, ref table, out int candidate))
        {
            written = EmitLiteral(ref input, emitted, position - emitted, ref output, written);
            do
            {
                int length = 4 + CommonLength(ref input, candidate + 4, position + 4, fragment.Length);
                written = EmitCopy(ref output, written, position - candidate, length);
                position += length;
                emitted = position;
            }
            while (position < limit && NextMatches(ref input, position, ref table, out candidate));
            if (position++ >= limit) break;
        }
        return EmitLiteral(ref input, emitted, fragment.Length - emitted, ref output, written);
    }

    /// <summary>Looks ahead for four bytes seen before; the steps widen by one byte per 32 misses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool FindMatch(ref byte input, ref int position, int limit, ref ushort table, out int candidate)
    {
        int skip = 32;
        while (position < limit)
        {
            uint word = Load(ref input, position);
            ref ushort slot = ref Unsafe.Add(ref table, Hash(word));
            candidate = slot;
            slot = (ushort)position;
            if (word == Load(ref input, candidate)) return true;
            int step = skip >> 5;
            skip += step;
            position += step;
        }
        candidate = 0;
        return false;
    }

    /// <summary>Right after a match the next four bytes often match too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool NextMatches(ref byte input, int position, ref ushort table, out int candidate)
    {
        Unsafe.Add(ref table, Hash(Load(ref input, position - 1))) = (ushort)(position - 1);
        uint word = Load(ref input, position);
        ref ushort slot = ref Unsafe.Add(ref table, Hash(word));
        candidate = slot;
        slot = (ushort)position;
        return word == Load(ref input, candidate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CommonLength(ref byte input, int earlier, int later, int end)
    {
        int start = later;
        for (; later <= end - 8; earlier += 8, later += 8)
        {
            ulong difference = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref input, earlier)) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref input, later));
            if (difference != 0) return later - start + BitOperations.TrailingZeroCount(difference) / 8;
        }
        for (; later < end && Unsafe.Add(ref input, earlier) == Unsafe.Add(ref input, later); earlier++) later++;
        return later - start;
    }

    private static int EmitLiteral(ref byte input, int from, int length, ref byte output, int written)
    {
        if (length == 0) return written;
        int lengthLess1 = length - 1;
        if (lengthLess1 < 60)
        {
            Unsafe.Add(ref output, written++) = (byte)(lengthLess1 << 2);
        }
        else
        {
            int bytes = lengthLess1 < 256 ? 1 : 2;
            Unsafe.Add(ref output, written++) = (byte)(59 + bytes << 2);
            for (int i = 0; i < bytes; i++) Unsafe.Add(ref output, written++) = (byte)(lengthLess1 >> (8 * i));
        }
        Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref output, written), ref Unsafe.Add(ref input, from), (uint)length);
        return written + length;
    }

    /// <summary>A copy element holds at most 64 bytes; the last piece of a long one is kept at four or more.</summary>
    private static int EmitCopy(ref byte output, int written, int offset, int length)
    {
        while (length > 64)
        {
            int piece = length < 68 ? 60 : 64;
            written = EmitPiece(ref output, written, offset, piece);
            length -= piece;
        }
        return EmitPiece(ref output, written, offset, length);
    }

    private static int EmitPiece(ref byte output, int written, int offset, int length)
    {
        if (length < 12 && offset < 2048)
        {
            Unsafe.Add(ref output, written) = (byte)(1 | length - 4 << 2 | offset >> 8 << 5);
            Unsafe.Add(ref output, written + 1) = (byte)offset;
            return written + 2;
        }
        Unsafe.Add(ref output, written) = (byte)(2 | length - 1 << 2);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, written + 1), (ushort)offset);
        return written + 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Load(ref byte input, int position) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref input, position));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Hash(uint word) => word * 0x1E35A7BDu >> 32 - TableBits;
}
