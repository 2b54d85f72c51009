using System.Buffers;
using System.Runtime.InteropServices;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Reading;

/// <summary>Makes what the caller sees of the bytes of one value.</summary>
internal delegate T BinaryConverter<T>(ReadOnlySpan<byte> value);

/// <summary>Decodes BYTE_ARRAY (length 0) and FIXED_LEN_BYTE_ARRAY.</summary>
internal sealed class BinaryDecoder<T>(int fixedLength, BinaryConverter<T> convert) : ValueDecoder<T>
{
    protected override int MinimumPlainLength => fixedLength == 0 ? sizeof(int) : fixedLength;

    public override T DecodeBound(byte[] data) => convert(data);

    protected override void DecodePlain(ReadOnlySpan<byte> data, Span<T> target)
    {
        if (fixedLength != 0) DecodeFixed(data, target);
        else DecodeVariable(data, target);
    }

    private void DecodeFixed(ReadOnlySpan<byte> data, Span<T> target)
    {
        if (data.Length < (long)target.Length * fixedLength)
            throw new ParquetException($"corrupt page: {data.Length} bytes cannot hold {target.Length} values of {fixedLength}");
        for (int i = 0; i < target.Length; i++) target[i] = convert(data.Slice(i * fixedLength, fixedLength));
    }

    private void DecodeVariable(ReadOnlySpan<byte> data, Span<T> target)
    {
        int position = 0;
        for (int i = 0; i < target.Length; i++)
        {
            if (data.Length - position < sizeof(int)) throw new ParquetException("corrupt page: there are fewer values than declared");
            uint length = MemoryMarshal.Read<uint>(data[position..]);
            position += sizeof(int);
            if (length > (uint)(data.Length - position)) throw new ParquetException("corrupt page: a value runs past the end");
            target[i] = convert(data.Slice(position, (int)length));
            position += (int)length;
        }
    }

    protected override void DecodeOther(Encoding encoding, ReadOnlySpan<byte> data, Span<T> target)
    {
        switch (encoding)
        {
            case Encoding.DELTA_LENGTH_BYTE_ARRAY when fixedLength == 0: DecodeDeltaLength(data, target); break;
            case Encoding.DELTA_BYTE_ARRAY: DecodeDeltaBytes(data, target); break;
            case Encoding.BYTE_STREAM_SPLIT when fixedLength != 0: DecodeSplit(data, target); break;
            default: base.DecodeOther(encoding, data, target); break;
        }
    }

    private void DecodeSplit(ReadOnlySpan<byte> data, Span<T> target)
    {
        long total = (long)target.Length * fixedLength;
        if (total > data.Length) throw new ParquetException("corrupt page: there are fewer values than declared");
        var plain = new byte[total];
        ByteStreamSplit.Decode(data, fixedLength, plain);
        DecodeFixed(plain, target);
    }

    private void DecodeDeltaLength(ReadOnlySpan<byte> data, Span<T> target)
    {
        int[] lengths = ArrayPool<int>.Shared.Rent(target.Length);
        int position = DeltaBinaryPacked.Decode(data, lengths.AsSpan(0, target.Length));
        for (int i = 0; i < target.Length; i++)
        {
            if ((uint)lengths[i] > (uint)(data.Length - position)) throw new ParquetException("corrupt page: a value runs past the end");
            target[i] = convert(data.Slice(position, lengths[i]));
            position += lengths[i];
        }
        ArrayPool<int>.Shared.Return(lengths);
    }

    /// <summary>Each value repeats a prefix of the one before.</summary>
    private void DecodeDeltaBytes(ReadOnlySpan<byte> data, Span<T> target)
    {
        var prefixes = new int[DeltaCount(data, target.Length)];
        data = data[DeltaBinaryPacked.Decode(data, prefixes)..];
        var suffixes = new int[DeltaCount(data, target.Length)];
        data = data[DeltaBinaryPacked.Decode(data, suffixes)..];
        byte[] value = [];
        int length = 0;
        for (int i = 0; i < target.Length; i++)
        {
            if ((uint)prefixes[i] > (uint)length || (uint)suffixes[i] > (uint)data.Length) throw new ParquetException("corrupt page: a value runs past the end");
            length = prefixes[i] + suffixes[i];
            if (length > value.Length) Array.Resize(ref value, length * 2);
            data[..suffixes[i]].CopyTo(value.AsSpan(prefixes[i]));
            data = data[suffixes[i]..];
            if (fixedLength != 0 && length != fixedLength) throw new ParquetException("corrupt page: a value has the wrong length");
            target[i] = convert(value.AsSpan(0, length));
        }
    }

    /// <summary>Proves the count before anything is allocated by it.</summary>
    private static int DeltaCount(ReadOnlySpan<byte> data, int count) =>
        DeltaBinaryPacked.Count(data) == (ulong)count ? count : throw DeltaBinaryPacked.Corrupt($"it does not hold the {count} values that are due");
}
