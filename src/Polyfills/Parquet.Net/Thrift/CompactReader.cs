using System.Text;

namespace Parquet.Thrift;

/// <summary>Type codes of the Thrift compact protocol.</summary>
internal enum CompactType : byte
{
    Stop = 0,
    True = 1,
    False = 2,
    Byte = 3,
    I16 = 4,
    I32 = 5,
    I64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
    Uuid = 13,
}

/// <summary>
/// Reads the Thrift compact protocol from a span. Every length is checked against the bytes that are left, so a hostile
/// footer can neither read past its end nor make the caller allocate more than it holds.
/// </summary>
internal ref struct CompactReader(ReadOnlySpan<byte> data)
{
    private const int MaximumDepth = 64;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>Bytes consumed so far.</summary>
    public readonly int Position => _position;

    /// <summary>Reads the next field header; false at the end of the struct. <paramref name="id"/> carries the last id.</summary>
    public bool NextField(ref short id, out CompactType type)
    {
        byte header = ReadByte();
        type = (CompactType)(header & 0x0F);
        if (type == CompactType.Stop) return false;
        int delta = header >> 4;
        id = delta == 0 ? (short)ReadZigZag() : (short)(id + delta);
        return true;
    }

    public int ReadI32(CompactType type)
    {
        long value = ReadI64(type);
        if (value is < int.MinValue or > int.MaxValue) throw Corrupt($"the integer {value} exceeds 32 bits");
        return (int)value;
    }

    public long ReadI64(CompactType type) => type switch
    {
        CompactType.Byte => (sbyte)ReadByte(),
        CompactType.I16 or CompactType.I32 or CompactType.I64 => ReadZigZag(),
        _ => throw Corrupt($"an integer was expected, {type} found"),
    };

    public static bool ReadBool(CompactType type) => type switch
    {
        CompactType.True => true,
        CompactType.False => false,
        _ => throw Corrupt($"a boolean was expected, {type} found"),
    };

    public ReadOnlySpan<byte> ReadBinary(CompactType type)
    {
        if (type != CompactType.Binary) throw Corrupt($"a string was expected, {type} found");
        ulong length = ReadVarint();
        if (length > (ulong)(_data.Length - _position)) throw Corrupt("a string runs past the end");
        ReadOnlySpan<byte> bytes = _data.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    /// <summary>Text in metadata may be anything: bytes that are not UTF-8 become replacement characters.</summary>
    public string ReadString(CompactType type) => Encoding.UTF8.GetString(ReadBinary(type));

    /// <summary>Reads a list header. The count never exceeds the bytes left, as no element is shorter than one byte.</summary>
    public int ReadListHeader(CompactType type, out CompactType element)
    {
        if (type is not (CompactType.List or CompactType.Set)) throw Corrupt($"a list was expected, {type} found");
        byte header = ReadByte();
        element = (CompactType)(header & 0x0F);
        ulong count = (ulong)(header >> 4);
        if (count == 15) count = ReadVarint();
        if (count > (ulong)(_data.Length - _position)) throw Corrupt("a list runs past the end");
        return (int)count;
    }

    public static void Expect(CompactType actual, CompactType expected)
    {
        if (actual != expected) throw Corrupt($"{expected} was expected, {actual} found");
    }

    /// <summary>Steps over a field of which nothing is wanted.</summary>
    public void Skip(CompactType type) => Skip(type, 0);

    private void Skip(CompactType type, int depth)
    {
        if (depth > MaximumDepth) throw Corrupt("structures are nested too deeply");
        switch (type)
        {
            case CompactType.True or CompactType.False: break;
            case CompactType.Byte: ReadByte(); break;
            case CompactType.I16 or CompactType.I32 or CompactType.I64: ReadVarint(); break;
            case CompactType.Double: Advance(8); break;
            case CompactType.Uuid: Advance(16); break;
            case CompactType.Binary: ReadBinary(type); break;
            case CompactType.List or CompactType.Set: SkipList(type, depth); break;
            case CompactType.Map: SkipMap(depth); break;
            case CompactType.Struct: SkipStruct(depth); break;
            default: throw Corrupt($"type code {(byte)type} is unknown");
        }
    }

    private void SkipList(CompactType type, int depth)
    {
        int count = ReadListHeader(type, out CompactType element);
        for (int i = 0; i < count; i++) SkipElement(element, depth);
    }

    private void SkipMap(int depth)
    {
        ulong count = ReadVarint();
        if (count == 0) return;
        if (count > (ulong)(_data.Length - _position)) throw Corrupt("a map runs past the end");
        byte types = ReadByte();
        for (ulong i = 0; i < count; i++)
        {
            SkipElement((CompactType)(types >> 4), depth);
            SkipElement((CompactType)(types & 0x0F), depth);
        }
    }

    /// <summary>Booleans take a byte inside collections, though none as fields.</summary>
    private void SkipElement(CompactType type, int depth)
    {
        if (type is CompactType.True or CompactType.False) ReadByte();
        else Skip(type, depth + 1);
    }

    private void SkipStruct(int depth)
    {
        short id = 0;
        while (NextField(ref id, out CompactType type)) Skip(type, depth + 1);
    }

    private byte ReadByte()
    {
        if ((uint)_position >= (uint)_data.Length) throw Corrupt("it ends too early");
        return _data[_position++];
    }

    private void Advance(int count)
    {
        if (count > _data.Length - _position) throw Corrupt("it ends too early");
        _position += count;
    }

    private long ReadZigZag()
    {
        ulong value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw Corrupt("a number is longer than ten bytes");
    }

    private static ParquetException Corrupt(string what) => new($"corrupt Thrift metadata: {what}");
}
