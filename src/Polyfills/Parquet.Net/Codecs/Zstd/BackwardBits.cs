using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Codecs;

/// <summary>
/// Bits of a Zstandard entropy stream, which is read from its end. Below the beginning there are zeros; the caller sees
/// by <see cref="Left"/> that it asked for too many.
/// </summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> _data;
    private long _position;

    /// <summary>The highest set bit of the last byte marks the end and is no data.</summary>
    public BackwardBits(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[^1] == 0) throw ZstdDecoder.Corrupt("a bit stream has no end mark");
        _data = data;
        _position = (long)data.Length * 8 - (8 - System.Numerics.BitOperations.Log2(data[^1]));
    }

    /// <summary>Bits not yet read; negative when more were read than there are.</summary>
    public readonly long Left => _position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read(int count)
    {
        _position -= count;
        return At(_position, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Peek(int count) => At(_position - count, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Consume(int count) => _position -= count;

    /// <summary>The next 56 bits, at the top of the word. They must be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Top56()
    {
        long first = _position - 56;
        return Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_data), (nint)(first >> 3))) >> (int)(first & 7) << 8;
    }

    /// <summary>Up to 32 bits from a position counted from the beginning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong At(long position, int count)
    {
        long index = position >> 3;
        ulong word = index >= 0 && index <= _data.Length - 8
            ? Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_data), (nint)index))
            : Edge(index);
        return word >> (int)(position & 7) & (1UL << count) - 1;
    }

    private readonly ulong Edge(long index)
    {
        ulong word = 0;
        for (int i = 0; i < 8; i++)
        {
            long at = index + i;
            if (at >= 0 && at < _data.Length) word |= (ulong)_data[(int)at] << (8 * i);
        }
        return word;
    }
}
