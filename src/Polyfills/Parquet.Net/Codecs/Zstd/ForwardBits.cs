namespace Parquet.Codecs;

/// <summary>Bits of a table description, read from the lowest bit of the first byte on. Past the end there are zeros.</summary>
internal ref struct ForwardBits(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    public readonly bool IsPastEnd => _position > _data.Length * 8;

    /// <summary>Bytes touched so far.</summary>
    public readonly int BytesUsed => IsPastEnd ? throw ZstdDecoder.Corrupt("an entropy table is cut off") : (_position + 7) / 8;

    public int Read(int count)
    {
        int value = Peek(count);
        _position += count;
        return value;
    }

    public readonly int Peek(int count)
    {
        int first = _position >> 3;
        uint word = 0;
        for (int i = 0; i < 4 && first + i < _data.Length; i++) word |= (uint)_data[first + i] << (8 * i);
        return (int)(word >> (_position & 7) & (1u << count) - 1);
    }

    public void Consume(int count) => _position += count;
}
