using Parquet.Meta;

namespace Parquet.Writing;

/// <summary>Writes one value big endian, filling the target.</summary>
internal delegate void BinaryWriter<T>(T value, Span<byte> target);

/// <summary>A column of FIXED_LEN_BYTE_ARRAY: decimals, which are signed, and UUIDs, which are not.</summary>
internal sealed class FixedBytesSource<T>(Array data, bool isOptional, int length, bool isSigned, BinaryWriter<T> write)
    : ValueSource<T>(data, isOptional, length * 8)
    where T : struct
{
    private byte[]? _least, _most;

    public override (byte[]? Least, byte[]? Most) Bounds() => (_least, _most);

    protected override Encoding WriteValues(ReadOnlySpan<T> values, PooledBuffer target)
    {
        foreach (T value in values)
        {
            Span<byte> bytes = target.Reserve(length)[..length];
            write(value, bytes);
            AddBound(bytes);
            target.Advance(length);
        }
        return Encoding.PLAIN;
    }

    private void AddBound(ReadOnlySpan<byte> bytes)
    {
        if (_least is null || Compare(bytes, _least) < 0) _least = bytes.ToArray();
        if (_most is null || Compare(bytes, _most) > 0) _most = bytes.ToArray();
    }

    /// <summary>Big endian two's complement differs from plain bytes in the highest byte only.</summary>
    private int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int first = isSigned ? ((sbyte)left[0]).CompareTo((sbyte)right[0]) : 0;
        return first != 0 ? first : left.SequenceCompareTo(right);
    }
}
