using System.Numerics;
using Parquet.Data;
using Parquet.Encodings;
using Parquet.Meta;
using Parquet.Types;
using PhysicalType = Parquet.Meta.Type;

namespace Parquet.Reading;

/// <summary>Picks decoder and assembler for a column and the CLR type it is wanted in.</summary>
internal static class AssemblerFactory
{
    public static ColumnAssembler Create(LeafType leaf, System.Type wanted, bool isNullable) => leaf.Kind switch
    {
        LeafKind.Int8 => Fixed(Converters.Narrow<sbyte>(), isNullable),
        LeafKind.Int16 => Fixed(Converters.Narrow<short>(), isNullable),
        LeafKind.UInt8 => Fixed(Converters.Narrow<byte>(), isNullable),
        LeafKind.UInt16 => Fixed(Converters.Narrow<ushort>(), isNullable),
        LeafKind.UInt32 => Fixed<uint, uint>(Converters.Same, isNullable),
        LeafKind.UInt64 => Fixed<ulong, ulong>(Converters.Same, isNullable),
        LeafKind.Timestamp => Fixed(Converters.Timestamp(leaf.Unit, leaf.IsAdjustedToUtc), isNullable),
        LeafKind.Date => wanted == typeof(DateOnly) ? Fixed<int, DateOnly>(Converters.DateOnly, isNullable) : Fixed<int, DateTime>(Converters.Date, isNullable),
        LeafKind.Int96Timestamp => wanted == typeof(BigInteger)
            ? Fixed<Int96, BigInteger>(Converters.Int96ToBigInteger, isNullable) : Fixed<Int96, DateTime>(Converters.Int96ToDateTime, isNullable),
        LeafKind.Time => leaf.Physical == PhysicalType.INT32 ? Time<int>(leaf.Unit, wanted, isNullable) : Time<long>(leaf.Unit, wanted, isNullable),
        LeafKind.Decimal => wanted == typeof(BigDecimal) ? BigDecimals(leaf, isNullable) : Decimals(leaf, isNullable),
        LeafKind.Uuid => Struct(new BinaryDecoder<Guid>(leaf.Length, BinaryConverters.Uuid), isNullable),
        LeafKind.Float16 => Struct(new BinaryDecoder<float>(leaf.Length, BinaryConverters.Half), isNullable),
        LeafKind.String => Binary(leaf, wanted != typeof(byte[])),
        _ => Raw(leaf, wanted, isNullable),
    };

    private static ColumnAssembler Raw(LeafType leaf, System.Type wanted, bool isNullable) => leaf.Physical switch
    {
        PhysicalType.BOOLEAN => Struct(new BooleanDecoder(), isNullable),
        PhysicalType.INT32 => Fixed<int, int>(Converters.Same, isNullable),
        PhysicalType.INT64 => Fixed<long, long>(Converters.Same, isNullable),
        PhysicalType.FLOAT => Fixed<float, float>(Converters.Same, isNullable),
        PhysicalType.DOUBLE => Fixed<double, double>(Converters.Same, isNullable),
        _ => Binary(leaf, wanted == typeof(string)),
    };

    private static ColumnAssembler Binary(LeafType leaf, bool isText) => isText
        ? new PlainAssembler<string>(new BinaryDecoder<string>(leaf.Length, BinaryConverters.Text))
        : new PlainAssembler<byte[]>(new BinaryDecoder<byte[]>(leaf.Length, BinaryConverters.Bytes));

    private static ColumnAssembler Time<TStored>(TimeUnit unit, System.Type wanted, bool isNullable)
        where TStored : unmanaged, INumber<TStored> => wanted == typeof(TimeOnly)
            ? Fixed(Converters.TimeOnly<TStored>(unit), isNullable) : Fixed(Converters.Time<TStored>(unit), isNullable);

    private static ColumnAssembler Decimals(LeafType leaf, bool isNullable) => leaf.Physical switch
    {
        PhysicalType.INT32 => Fixed(Converters.Decimal<int>(leaf.Scale), isNullable),
        PhysicalType.INT64 => Fixed(Converters.Decimal<long>(leaf.Scale), isNullable),
        _ => Struct(new BinaryDecoder<decimal>(leaf.Length, Converters.BinaryDecimal(leaf.Scale)), isNullable),
    };

    private static ColumnAssembler BigDecimals(LeafType leaf, bool isNullable) => leaf.Physical switch
    {
        PhysicalType.INT32 => Fixed(Converters.BigDecimal<int>(leaf.Precision, leaf.Scale), isNullable),
        PhysicalType.INT64 => Fixed(Converters.BigDecimal<long>(leaf.Precision, leaf.Scale), isNullable),
        _ => Struct(new BinaryDecoder<BigDecimal>(leaf.Length, Converters.BinaryBigDecimal(leaf.Precision, leaf.Scale)), isNullable),
    };

    private static ColumnAssembler Fixed<TStored, T>(SpanConverter<TStored, T> convert, bool isNullable)
        where TStored : unmanaged
        where T : struct => Struct(new FixedDecoder<TStored, T>(convert), isNullable);

    private static ColumnAssembler Struct<T>(ValueDecoder<T> decoder, bool isNullable)
        where T : struct => isNullable ? new NullableAssembler<T>(decoder) : new PlainAssembler<T>(decoder);
}
