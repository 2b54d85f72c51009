using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Reading;

/// <summary>Decodes the values of a page, without nulls, into <typeparamref name="T"/>.</summary>
internal abstract class ValueDecoder<T>
{
    private T[]? _dictionary;

    /// <summary>Fewest bytes a PLAIN value can take; bounds the count of a dictionary before it is allocated.</summary>
    protected abstract int MinimumPlainLength { get; }

    /// <summary>True where the bytes of a PLAIN page are the values as they lie in an array.</summary>
    public virtual bool IsPlainAsStored => false;

    public void ReadDictionary(ReadOnlySpan<byte> data, int count)
    {
        if (_dictionary is not null) throw new ParquetException("corrupt column: it has two dictionaries");
        if ((long)count * MinimumPlainLength > data.Length) throw new ParquetException($"corrupt dictionary: {data.Length} bytes cannot hold {count} values");
        _dictionary = new T[count];
        DecodePlain(data, _dictionary);
    }

    /// <summary>Fills <paramref name="target"/>, or throws.</summary>
    public void Decode(Encoding encoding, ReadOnlySpan<byte> data, Span<T> target)
    {
        switch (encoding)
        {
            case Encoding.PLAIN: DecodePlain(data, target); break;
            case Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY: DecodeDictionary(data, target); break;
            default: DecodeOther(encoding, data, target); break;
        }
    }

    /// <summary>A bound in the statistics: PLAIN, but without a length.</summary>
    public virtual T DecodeBound(byte[] data)
    {
        var result = new T[1];
        DecodePlain(data, result);
        return result[0];
    }

    protected abstract void DecodePlain(ReadOnlySpan<byte> data, Span<T> target);

    protected virtual void DecodeOther(Encoding encoding, ReadOnlySpan<byte> data, Span<T> target) =>
        throw new ParquetException($"encoding {encoding} is not supported for this type");

    private void DecodeDictionary(ReadOnlySpan<byte> data, Span<T> target)
    {
        if (target.IsEmpty) return;
        T[] dictionary = _dictionary ?? throw new ParquetException("corrupt column: its dictionary is missing");
        DictionaryIndexes.Decode<T>(data, dictionary, target);
    }
}
