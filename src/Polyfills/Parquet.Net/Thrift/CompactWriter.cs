using System.Text;

namespace Parquet.Thrift;

/// <summary>Writes the Thrift compact protocol into a growing buffer.</summary>
internal sealed class CompactWriter
{
    private readonly Stack<short> _outer = new();
    private byte[] _buffer = new byte[256];
    private int _length;
    private short _lastId;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Clear()
    {
        _length = 0;
        _lastId = 0;
        _outer.Clear();
    }

    public void I32(short id, int value) => Integer(id, CompactType.I32, value);

    public void I64(short id, long value) => Integer(id, CompactType.I64, value);

    public void I16(short id, short value) => Integer(id, CompactType.I16, value);

    public void Byte(short id, sbyte value)
    {
        Header(id, CompactType.Byte);
        Append((byte)value);
    }

    public void Bool(short id, bool value) => Header(id, value ? CompactType.True : CompactType.False);

    public void String(short id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    public void Binary(short id, ReadOnlySpan<byte> value)
    {
        Header(id, CompactType.Binary);
        Bytes(value);
    }

    public void OptionalI32(short id, int? value)
    {
        if (value is int number) I32(id, number);
    }

    public void OptionalI64(short id, long? value)
    {
        if (value is long number) I64(id, number);
    }

    public void OptionalBinary(short id, byte[]? value)
    {
        if (value is not null) Binary(id, value);
    }

    public void OptionalBool(short id, bool? value)
    {
        if (value is bool flag) Bool(id, flag);
    }

    /// <summary>Opens a struct field; <see cref="EndStruct"/> closes it.</summary>
    public void BeginStruct(short id)
    {
        Header(id, CompactType.Struct);
        BeginElement();
    }

    /// <summary>Opens a struct that is a list element or the root.</summary>
    public void BeginElement()
    {
        _outer.Push(_lastId);
        _lastId = 0;
    }

    public void EndStruct()
    {
        Append((byte)CompactType.Stop);
        _lastId = _outer.Pop();
    }

    public void EmptyStruct(short id)
    {
        BeginStruct(id);
        EndStruct();
    }

    public void BeginList(short id, CompactType element, int count)
    {
        Header(id, CompactType.List);
        if (count < 15)
        {
            Append((byte)(count << 4 | (byte)element));
            return;
        }
        Append((byte)(0xF0 | (byte)element));
        Varint((ulong)count);
    }

    public void ElementI32(int value) => ZigZag(value);

    public void ElementString(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    private void Integer(short id, CompactType type, long value)
    {
        Header(id, type);
        ZigZag(value);
    }

    private void Header(short id, CompactType type)
    {
        int delta = id - _lastId;
        if (delta is > 0 and <= 15)
        {
            Append((byte)(delta << 4 | (byte)type));
        }
        else
        {
            Append((byte)type);
            ZigZag(id);
        }
        _lastId = id;
    }

    private void ZigZag(long value) => Varint((ulong)(value << 1 ^ value >> 63));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Append((byte)(value | 0x80));
        Append((byte)value);
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    private void Append(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }
}
