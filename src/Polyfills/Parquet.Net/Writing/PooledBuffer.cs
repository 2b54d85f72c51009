using System.Buffers;
using System.Runtime.InteropServices;

namespace Parquet.Writing;

/// <summary>A growing buffer from the shared pool.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    /// <summary>The array behind the buffer, with room for so many bytes.</summary>
    public byte[] Raw(int capacity)
    {
        Length = 0;
        Reserve(capacity);
        return _bytes;
    }

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    /// <summary>Room for so many bytes; <see cref="Advance"/> tells how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count) Grow(count);
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public void AppendByte(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void AppendInt(int value)
    {
        MemoryMarshal.Write(Reserve(sizeof(int)), in value);
        Length += sizeof(int);
    }

    public void AppendVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) AppendByte((byte)(value | 0x80));
        AppendByte((byte)value);
    }

    /// <summary>Overwrites a number that was appended as a placeholder.</summary>
    public void Patch(int position, int value) => MemoryMarshal.Write(_bytes.AsSpan(position), in value);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int count)
    {
        long needed = Math.Max((long)Length + count, Math.Min(_bytes.Length * 2L, Array.MaxLength));
        if (needed > Array.MaxLength) throw new NotSupportedException("a page of more than 2 GB cannot be written");
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)needed);
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
