using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Reading;

/// <summary>Turns stored values into what the caller sees.</summary>
internal delegate void SpanConverter<TStored, T>(ReadOnlySpan<TStored> source, Span<T> target);

/// <summary>Decodes numbers: values of a fixed size that a machine word or two hold.</summary>
internal sealed class FixedDecoder<TStored, T>(SpanConverter<TStored, T> convert) : ValueDecoder<T>
    where TStored : unmanaged
{
    /// <summary>Types that are the same need no conversion.</summary>
    public override bool IsPlainAsStored => typeof(TStored) == typeof(T);

    protected override int MinimumPlainLength => Unsafe.SizeOf<TStored>();

    protected override void DecodePlain(ReadOnlySpan<byte> data, Span<T> target)
    {
        if (data.Length < (long)target.Length * Unsafe.SizeOf<TStored>())
            throw new ParquetException($"corrupt page: {data.Length} bytes cannot hold {target.Length} values");
        convert(MemoryMarshal.Cast<byte, TStored>(data)[..target.Length], target);
    }

    protected override void DecodeOther(Encoding encoding, ReadOnlySpan<byte> data, Span<T> target)
    {
        bool isDelta = encoding == Encoding.DELTA_BINARY_PACKED && (typeof(TStored) == typeof(int) || typeof(TStored) == typeof(long) || typeof(TStored) == typeof(uint) || typeof(TStored) == typeof(ulong));
        bool isSplit = encoding == Encoding.BYTE_STREAM_SPLIT && typeof(TStored) != typeof(Int96);
        if (!isDelta && !isSplit) base.DecodeOther(encoding, data, target);
        TStored[] stored = ArrayPool<TStored>.Shared.Rent(target.Length);
        try
        {
            Span<TStored> wanted = stored.AsSpan(0, target.Length);
            if (isSplit) ByteStreamSplit.Decode(data, Unsafe.SizeOf<TStored>(), MemoryMarshal.AsBytes(wanted));
            else DecodeDelta(data, wanted);
            convert(wanted, target);
        }
        finally
        {
            ArrayPool<TStored>.Shared.Return(stored);
        }
    }

    private static void DecodeDelta(ReadOnlySpan<byte> data, Span<TStored> target)
    {
        if (Unsafe.SizeOf<TStored>() == sizeof(long)) DeltaBinaryPacked.Decode(data, MemoryMarshal.Cast<TStored, long>(target));
        else DeltaBinaryPacked.Decode(data, MemoryMarshal.Cast<TStored, int>(target));
    }
}
