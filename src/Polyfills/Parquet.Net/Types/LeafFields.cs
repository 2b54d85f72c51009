using System.Numerics;
using Parquet.Data;
using Parquet.Meta;
using Parquet.Schema;
using PhysicalType = Parquet.Meta.Type;

namespace Parquet.Types;

/// <summary>Makes the fields that stand for the columns of a file.</summary>
internal static class LeafFields
{
    private const string Unnamed = "?";

    public static DataField ToField(LeafType leaf, int ordinal, ParquetOptions options)
    {
        DataField field = leaf.Kind switch
        {
            LeafKind.Decimal => new DecimalDataField(Unnamed, leaf.Precision, leaf.Scale, !IsInteger(leaf), leaf.IsOptional, clrType: options.UseBigDecimal ? typeof(BigDecimal) : typeof(decimal)),
            LeafKind.Date when !options.UseDateOnlyTypeForDates => new DateTimeDataField(Unnamed, DateTimeFormat.Date, false, isNullable: leaf.IsOptional),
            LeafKind.Timestamp => new DateTimeDataField(Unnamed, FormatOf(leaf.Unit), leaf.IsAdjustedToUtc, UnitOf(leaf.Unit), leaf.IsOptional),
            LeafKind.Int96Timestamp when options.TreatBigIntegersAsDates => new DateTimeDataField(Unnamed, DateTimeFormat.Impala, isNullable: leaf.IsOptional),
            LeafKind.Time => TimeField(leaf, options),
            _ => new DataField(Unnamed, ClrType(leaf, options), leaf.IsOptional),
        };
        return field.Bind(leaf.Name, ordinal);
    }

    private static System.Type ClrType(LeafType leaf, ParquetOptions options) => leaf.Kind switch
    {
        LeafKind.Int8 => typeof(sbyte),
        LeafKind.Int16 => typeof(short),
        LeafKind.UInt8 => typeof(byte),
        LeafKind.UInt16 => typeof(ushort),
        LeafKind.UInt32 => typeof(uint),
        LeafKind.UInt64 => typeof(ulong),
        LeafKind.Date => typeof(DateOnly),
        LeafKind.Int96Timestamp => typeof(BigInteger),
        LeafKind.String => typeof(string),
        LeafKind.Uuid => typeof(Guid),
        LeafKind.Float16 => typeof(float),
        _ => RawClrType(leaf.Physical, options),
    };

    private static System.Type RawClrType(PhysicalType physical, ParquetOptions options) => physical switch
    {
        PhysicalType.BOOLEAN => typeof(bool),
        PhysicalType.INT32 => typeof(int),
        PhysicalType.INT64 => typeof(long),
        PhysicalType.FLOAT => typeof(float),
        PhysicalType.DOUBLE => typeof(double),
        PhysicalType.BYTE_ARRAY when options.TreatByteArrayAsString => typeof(string),
        _ => typeof(byte[]),
    };

    private static DataField TimeField(LeafType leaf, ParquetOptions options)
    {
        bool isMillis = leaf.Unit == TimeUnit.MILLIS;
        TimeSpanFormat format = isMillis ? TimeSpanFormat.MilliSeconds : TimeSpanFormat.MicroSeconds;
        bool asTimeOnly = isMillis ? options.UseTimeOnlyTypeForTimeMillis : options.UseTimeOnlyTypeForTimeMicros;
        return asTimeOnly
            ? new TimeOnlyDataField(Unnamed, format, leaf.IsOptional)
            : new TimeSpanDataField(Unnamed, format, leaf.IsOptional);
    }

    private static bool IsInteger(LeafType leaf) => leaf.Physical is PhysicalType.INT32 or PhysicalType.INT64;

    private static DateTimeFormat FormatOf(TimeUnit unit) => unit switch
    {
        TimeUnit.MILLIS => DateTimeFormat.DateAndTime,
        TimeUnit.MICROS => DateTimeFormat.DateAndTimeMicros,
        _ => DateTimeFormat.Timestamp,
    };

    private static DateTimeTimeUnit UnitOf(TimeUnit unit) => (DateTimeTimeUnit)(unit - TimeUnit.MILLIS);
}
