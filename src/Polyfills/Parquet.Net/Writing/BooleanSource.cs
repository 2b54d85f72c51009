using System.Runtime.InteropServices;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Writing;

/// <summary>A column of booleans, a bit each.</summary>
internal sealed class BooleanSource(Array data, bool isOptional) : ValueSource<bool>(data, isOptional, 8)
{
    private bool _hasTrue, _hasFalse;

    public override (byte[]? Least, byte[]? Most) Bounds() =>
        _hasTrue || _hasFalse ? ([_hasFalse ? (byte)0 : (byte)1], [_hasTrue ? (byte)1 : (byte)0]) : (null, null);

    protected override Encoding WriteValues(ReadOnlySpan<bool> values, PooledBuffer target)
    {
        _hasTrue |= values.Contains(true);
        _hasFalse |= values.Contains(false);
        int length = (values.Length + 7) / 8;
        BitPacking.PackBits(MemoryMarshal.AsBytes(values), target.Reserve(length));
        target.Advance(length);
        return Encoding.PLAIN;
    }
}
