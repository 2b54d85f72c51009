namespace Parquet.Encodings;

/// <summary>One run of the RLE / bit-packed hybrid.</summary>
internal readonly ref struct HybridRun(int count, uint value, ReadOnlySpan<byte> packed, bool isPacked)
{
    /// <summary>Values of the run that are wanted.</summary>
    public int Count { get; } = count;

    /// <summary>The repeated value, unless packed.</summary>
    public uint Value { get; } = value;

    /// <summary>The packed values: at least as many as wanted.</summary>
    public ReadOnlySpan<byte> Packed { get; } = packed;

    public bool IsPacked { get; } = isPacked;
}

/// <summary>Walks the runs of the RLE / bit-packed hybrid, which holds levels, dictionary indexes and booleans.</summary>
internal ref struct HybridRuns(ReadOnlySpan<byte> data, int bitWidth)
{
    private ReadOnlySpan<byte> _data = data;
    private readonly int _bitWidth = bitWidth;

    /// <summary>Next run, cut to the values wanted. A run may be empty.</summary>
    public HybridRun Next(int wanted)
    {
        uint header = ReadVarint();
        return (header & 1) == 0 ? Repeated(header >> 1, wanted) : Packed(header >> 1, wanted);
    }

    private HybridRun Repeated(uint length, int wanted)
    {
        int bytes = (_bitWidth + 7) / 8;
        if (bytes > _data.Length) throw Corrupt("a run is cut off");
        uint value = 0;
        for (int i = 0; i < bytes; i++) value |= (uint)_data[i] << (8 * i);
        if (_bitWidth < 32 && value >> _bitWidth != 0) throw Corrupt("a repeated value is too large");
        _data = _data[bytes..];
        return new HybridRun((int)Math.Min(length, (uint)wanted), value, default, false);
    }

    /// <summary>Some writers leave out the padding of the last group, so only what is wanted must be there.</summary>
    private HybridRun Packed(uint groups, int wanted)
    {
        int count = (int)Math.Min((long)groups * 8, wanted);
        long bytes = Math.Min((long)groups * _bitWidth, _data.Length);
        if (bytes * 8 < (long)count * _bitWidth) throw Corrupt("a packed run is cut off");
        ReadOnlySpan<byte> packed = _data[..(int)bytes];
        _data = _data[(int)bytes..];
        return new HybridRun(count, 0, packed, true);
    }

    private uint ReadVarint()
    {
        uint value = 0;
        for (int i = 0; i < 5 && i < _data.Length; i++)
        {
            value |= (uint)(_data[i] & 0x7F) << (7 * i);
            if (_data[i] >= 0x80) continue;
            _data = _data[(i + 1)..];
            return value;
        }
        throw Corrupt(_data.IsEmpty ? "there are fewer values than declared" : "a run header is invalid");
    }

    private static ParquetException Corrupt(string what) => new($"corrupt run-length data: {what}");
}
