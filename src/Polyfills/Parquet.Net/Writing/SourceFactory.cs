using System.Numerics;
using Parquet.Data;
using Parquet.Encodings;
using Parquet.Reading;
using Parquet.Types;
using PhysicalType = Parquet.Meta.Type;

namespace Parquet.Writing;

/// <summary>Picks how a column is written.</summary>
internal static class SourceFactory
{
    public static ColumnSource Create(DataColumn column, LeafType leaf, ParquetOptions options)
    {
        Array data = column.Data;
        System.Type type = column.Field.ClrType;
        if (type == typeof(string)) return Text((string?[])data, leaf, options);
        if (type == typeof(byte[])) return new BytesSource(NoNulls((byte[]?[])data, leaf), leaf.IsOptional);
        if (type == typeof(bool)) return new BooleanSource(data, leaf.IsOptional);
        if (type == typeof(float)) return Same<float>(data, leaf, options);
        if (type == typeof(double)) return Same<double>(data, leaf, options);
        if (type == typeof(int)) return Same<int>(data, leaf, options);
        if (type == typeof(uint)) return Same<uint>(data, leaf, options);
        if (type == typeof(long)) return Same<long>(data, leaf, options);
        if (type == typeof(ulong)) return Same<ulong>(data, leaf, options);
        if (type == typeof(sbyte)) return Fixed(data, leaf, options, Encoders.Widen<sbyte>());
        if (type == typeof(byte)) return Fixed(data, leaf, options, Encoders.Widen<byte>());
        if (type == typeof(short)) return Fixed(data, leaf, options, Encoders.Widen<short>());
        if (type == typeof(ushort)) return Fixed(data, leaf, options, Encoders.Widen<ushort>());
        if (type == typeof(decimal)) return OfDecimal(data, leaf, options);
        if (type == typeof(BigDecimal)) return OfBigDecimal(data, leaf, options);
        if (type == typeof(Guid)) return new FixedBytesSource<Guid>(data, leaf.IsOptional, leaf.Length, false, Encoders.Uuid);
        return Temporal(data, leaf, options, type);
    }

    private static ColumnSource Temporal(Array data, LeafType leaf, ParquetOptions options, System.Type type)
    {
        bool isInt32 = leaf.Physical == PhysicalType.INT32;
        if (type == typeof(DateTime) && leaf.Kind == LeafKind.Date) return Fixed<DateTime, int>(data, leaf, options, Encoders.Date);
        if (type == typeof(DateTime) && leaf.Kind == LeafKind.Timestamp) return Fixed(data, leaf, options, Encoders.Timestamp(leaf.Unit, leaf.IsAdjustedToUtc));
        if (type == typeof(DateTime)) return Fixed<DateTime, Int96>(data, leaf, options, Encoders.DateTimeToInt96);
        if (type == typeof(BigInteger)) return Fixed<BigInteger, Int96>(data, leaf, options, Encoders.BigIntegerToInt96);
        if (type == typeof(DateOnly)) return Fixed<DateOnly, int>(data, leaf, options, Encoders.DateOnly);
        if (type == typeof(TimeSpan))
            return isInt32 ? Fixed(data, leaf, options, Encoders.Time<int>(leaf.Unit)) : Fixed(data, leaf, options, Encoders.Time<long>(leaf.Unit));
        return isInt32 ? Fixed(data, leaf, options, Encoders.TimeOnly<int>(leaf.Unit)) : Fixed(data, leaf, options, Encoders.TimeOnly<long>(leaf.Unit));
    }

    private static ColumnSource OfDecimal(Array data, LeafType leaf, ParquetOptions options) => leaf.Physical switch
    {
        PhysicalType.INT32 => Fixed(data, leaf, options, Encoders.Decimal<int>(leaf.Precision, leaf.Scale)),
        PhysicalType.INT64 => Fixed(data, leaf, options, Encoders.Decimal<long>(leaf.Precision, leaf.Scale)),
        _ => new FixedBytesSource<decimal>(data, leaf.IsOptional, leaf.Length, true, Encoders.BinaryDecimal(leaf.Precision, leaf.Scale)),
    };

    private static ColumnSource OfBigDecimal(Array data, LeafType leaf, ParquetOptions options) => leaf.Physical switch
    {
        PhysicalType.INT32 => Fixed(data, leaf, options, Encoders.BigDecimal<int>(leaf.Precision, leaf.Scale)),
        PhysicalType.INT64 => Fixed(data, leaf, options, Encoders.BigDecimal<long>(leaf.Precision, leaf.Scale)),
        _ => new FixedBytesSource<BigDecimal>(data, leaf.IsOptional, leaf.Length, true, Encoders.BinaryBigDecimal(leaf.Precision, leaf.Scale)),
    };

    private static ColumnSource Text(string?[] rows, LeafType leaf, ParquetOptions options)
    {
        NoNulls(rows, leaf);
        if (options.UseDictionaryEncoding && TextDictionary.TryBuild(rows, options.DictionaryEncodingThreshold) is (TextDictionary dictionary, int[] numbers))
            return new DictionarySource(rows.Length, leaf.IsOptional, dictionary, numbers);
        return new TextSource(rows, leaf.IsOptional);
    }

    private static T?[] NoNulls<T>(T?[] rows, LeafType leaf)
        where T : class
    {
        if (!leaf.IsOptional && Array.IndexOf(rows, null) >= 0) throw new ArgumentException($"column '{leaf.Name}' holds null, but is not nullable");
        return rows;
    }

    private static FixedSource<T, T> Same<T>(Array data, LeafType leaf, ParquetOptions options)
        where T : unmanaged => new(data, leaf.IsOptional, null, UseDelta<T>(options));

    private static FixedSource<T, TStored> Fixed<T, TStored>(Array data, LeafType leaf, ParquetOptions options, SpanConverter<T, TStored> convert)
        where T : struct
        where TStored : unmanaged => new(data, leaf.IsOptional, convert, UseDelta<TStored>(options));

    private static bool UseDelta<TStored>(ParquetOptions options) => options.UseDeltaBinaryPackedEncoding
        && (typeof(TStored) == typeof(int) || typeof(TStored) == typeof(uint) || typeof(TStored) == typeof(long) || typeof(TStored) == typeof(ulong));
}
