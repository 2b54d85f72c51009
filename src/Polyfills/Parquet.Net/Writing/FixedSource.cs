using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parquet.Encodings;
using Parquet.Meta;
using Parquet.Reading;

namespace Parquet.Writing;

/// <summary>A column of numbers. Without a converter the values are stored as they are.</summary>
internal sealed class FixedSource<T, TStored>(Array data, bool isOptional, SpanConverter<T, TStored>? convert, bool useDelta)
    : ValueSource<T>(data, isOptional, Unsafe.SizeOf<TStored>() * 8)
    where T : struct
    where TStored : unmanaged
{
    private readonly MinMax<TStored> _bounds = new();

    /// <summary>Differences that do not make the first page smaller are not tried again.</summary>
    private bool _useDelta = useDelta;

    public override (byte[]? Least, byte[]? Most) Bounds() => (_bounds.Least, _bounds.Most);

    protected override Encoding WriteValues(ReadOnlySpan<T> values, PooledBuffer target)
    {
        if (convert is null) return WriteStored(MemoryMarshal.Cast<T, TStored>(values), target);
        TStored[] stored = ArrayPool<TStored>.Shared.Rent(values.Length);
        try
        {
            convert(values, stored.AsSpan(0, values.Length));
            return WriteStored(stored.AsSpan(0, values.Length), target);
        }
        finally
        {
            ArrayPool<TStored>.Shared.Return(stored);
        }
    }

    private Encoding WriteStored(ReadOnlySpan<TStored> stored, PooledBuffer target)
    {
        _bounds.Add(stored);
        if (_useDelta && TryWriteDelta(stored, target)) return Encoding.DELTA_BINARY_PACKED;
        target.Append(MemoryMarshal.AsBytes(stored));
        return Encoding.PLAIN;
    }

    private bool TryWriteDelta(ReadOnlySpan<TStored> stored, PooledBuffer target)
    {
        int start = target.Length;
        if (Unsafe.SizeOf<TStored>() == sizeof(long)) DeltaEncoder.Write(MemoryMarshal.Cast<TStored, long>(stored), target);
        else DeltaEncoder.Write(MemoryMarshal.Cast<TStored, int>(stored), target);
        if (target.Length - start < stored.Length * Unsafe.SizeOf<TStored>()) return true;
        target.Truncate(start);
        _useDelta = stored.IsEmpty;
        return false;
    }
}
