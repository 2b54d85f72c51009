using System.Text;

namespace Parquet.Net.Tests.Serialization;

/// <summary>The little of the Thrift compact protocol that a Parquet footer needs, to make files that no writer makes.</summary>
internal sealed class CompactBytes
{
    private const byte I32Type = 5, I64Type = 6, BinaryType = 8, ListType = 9, StructType = 12;
    private readonly List<byte> _bytes = [];
    private int _last;

    public static byte[] Struct(Action<CompactBytes> fill)
    {
        var result = new CompactBytes();
        fill(result);
        result._bytes.Add(0);
        return [.. result._bytes];
    }

    public CompactBytes I32(int id, int value) => Field(id, I32Type).ZigZag(value);

    public CompactBytes I64(int id, long value) => Field(id, I64Type).ZigZag(value);

    public CompactBytes Text(int id, string value) => Field(id, BinaryType).Binary(value);

    public CompactBytes Inner(int id, byte[] value) => Field(id, StructType).Raw(value);

    public CompactBytes Structs(int id, params byte[][] values)
    {
        Field(id, ListType).ListHeader(values.Length, StructType);
        return Raw([.. values.SelectMany(value => value)]);
    }

    public CompactBytes Texts(int id, params string[] values)
    {
        Field(id, ListType).ListHeader(values.Length, BinaryType);
        foreach (string value in values) Binary(value);
        return this;
    }

    public static byte[] Varint(ulong value)
    {
        var result = new List<byte>();
        for (; value >= 0x80; value >>= 7) result.Add((byte)(value | 0x80));
        result.Add((byte)value);
        return [.. result];
    }

    private CompactBytes Field(int id, byte type)
    {
        _bytes.Add((byte)((id - _last) << 4 | type));
        _last = id;
        return this;
    }

    private CompactBytes ZigZag(long value) => Raw(Varint((ulong)(value << 1 ^ value >> 63)));

    private CompactBytes Binary(string value) => Raw(Varint((ulong)value.Length)).Raw(Encoding.ASCII.GetBytes(value));

    private void ListHeader(int count, byte type) => Raw(count < 15 ? [(byte)(count << 4 | type)] : [(byte)(0xF0 | type), .. Varint((ulong)count)]);

    private CompactBytes Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }
}
