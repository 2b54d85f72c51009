namespace Parquet.Encodings;

/// <summary>Reads variable-length integers and bytes, checking every step.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; }

    public ulong ReadUnsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && Position < _data.Length; shift += 7)
        {
            byte next = _data[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw DeltaBinaryPacked.Corrupt("a number is cut off");
    }

    /// <summary>Zigzag: 0, -1, 1, -2, …</summary>
    public long ReadSigned()
    {
        ulong value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - Position) throw DeltaBinaryPacked.Corrupt("it ends too early");
        return TakeUpTo(count);
    }

    public ReadOnlySpan<byte> TakeUpTo(long count)
    {
        int taken = (int)Math.Min(count, _data.Length - Position);
        ReadOnlySpan<byte> result = _data.Slice(Position, taken);
        Position += taken;
        return result;
    }
}
