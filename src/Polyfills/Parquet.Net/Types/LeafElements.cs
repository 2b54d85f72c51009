using System.Numerics;
using Parquet.Data;
using Parquet.Meta;
using Parquet.Schema;
using PhysicalType = Parquet.Meta.Type;

namespace Parquet.Types;

/// <summary>Makes the schema elements that stand for the fields to be written.</summary>
internal static class LeafElements
{
    /// <summary>The most digits that fit 4, 8 and 16 bytes.</summary>
    private const int Int32Digits = 9, Int64Digits = 18, MaximumDigits = 38;

    public static List<SchemaElement> ToElements(ParquetSchema schema)
    {
        var elements = new List<SchemaElement> { new() { Name = "root", NumChildren = schema.DataFields.Length } };
        elements.AddRange(schema.DataFields.Select(ToElement));
        return elements;
    }

    public static SchemaElement ToElement(DataField field)
    {
        SchemaElement element = Typed(field);
        element.Name = field.Name;
        element.RepetitionType = field.IsNullable ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED;
        return element;
    }

    private static SchemaElement Typed(DataField field)
    {
        System.Type type = field.ClrType;
        if (type == typeof(bool)) return new SchemaElement { Type = PhysicalType.BOOLEAN };
        if (type == typeof(int)) return new SchemaElement { Type = PhysicalType.INT32 };
        if (type == typeof(long)) return new SchemaElement { Type = PhysicalType.INT64 };
        if (type == typeof(float)) return new SchemaElement { Type = PhysicalType.FLOAT };
        if (type == typeof(double)) return new SchemaElement { Type = PhysicalType.DOUBLE };
        if (type == typeof(byte[])) return new SchemaElement { Type = PhysicalType.BYTE_ARRAY };
        if (type == typeof(string)) return Annotated(PhysicalType.BYTE_ARRAY, ConvertedType.UTF8, LogicalTypeKind.STRING);
        if (type == typeof(sbyte)) return Integer(PhysicalType.INT32, 8, true, ConvertedType.INT_8);
        if (type == typeof(short)) return Integer(PhysicalType.INT32, 16, true, ConvertedType.INT_16);
        if (type == typeof(byte)) return Integer(PhysicalType.INT32, 8, false, ConvertedType.UINT_8);
        if (type == typeof(ushort)) return Integer(PhysicalType.INT32, 16, false, ConvertedType.UINT_16);
        if (type == typeof(uint)) return Integer(PhysicalType.INT32, 32, false, ConvertedType.UINT_32);
        if (type == typeof(ulong)) return Integer(PhysicalType.INT64, 64, false, ConvertedType.UINT_64);
        return Compound(field, type);
    }

    private static SchemaElement Compound(DataField field, System.Type type)
    {
        if (type == typeof(decimal) || type == typeof(BigDecimal)) return Decimal(field);
        if (type == typeof(DateTime)) return Instant(field as DateTimeDataField);
        if (type == typeof(DateOnly)) return Annotated(PhysicalType.INT32, ConvertedType.DATE, LogicalTypeKind.DATE);
        if (type == typeof(TimeSpan)) return TimeOfDay((field as TimeSpanDataField)?.TimeSpanFormat);
        if (type == typeof(TimeOnly)) return TimeOfDay((field as TimeOnlyDataField)?.TimeSpanFormat);
        if (type == typeof(BigInteger)) return new SchemaElement { Type = PhysicalType.INT96 };
        return new SchemaElement
        {
            Type = PhysicalType.FIXED_LEN_BYTE_ARRAY,
            TypeLength = 16,
            LogicalType = new LogicalType { Kind = LogicalTypeKind.UUID },
        };
    }

    private static SchemaElement Annotated(PhysicalType type, ConvertedType converted, LogicalTypeKind kind) =>
        new() { Type = type, ConvertedType = converted, LogicalType = new LogicalType { Kind = kind } };

    private static SchemaElement Integer(PhysicalType type, int bits, bool isSigned, ConvertedType converted) => new()
    {
        Type = type,
        ConvertedType = converted,
        LogicalType = new LogicalType { Kind = LogicalTypeKind.INTEGER, BitWidth = bits, IsSigned = isSigned },
    };

    /// <summary>A field without a chosen format keeps the storage of the genuine package, INT96.</summary>
    private static SchemaElement Instant(DateTimeDataField? field) => field?.DateTimeFormat switch
    {
        null or DateTimeFormat.Impala => new SchemaElement { Type = PhysicalType.INT96 },
        DateTimeFormat.Date => Annotated(PhysicalType.INT32, ConvertedType.DATE, LogicalTypeKind.DATE),
        DateTimeFormat.DateAndTime => Timestamp(TimeUnit.MILLIS, field.IsAdjustedToUTC),
        DateTimeFormat.DateAndTimeMicros => Timestamp(TimeUnit.MICROS, field.IsAdjustedToUTC),
        _ => Timestamp(TimeUnit.MILLIS + (int)field.Unit, field.IsAdjustedToUTC),
    };

    /// <summary>The older annotation means an instant, so wall-clock values and nanoseconds go without it.</summary>
    private static SchemaElement Timestamp(TimeUnit unit, bool isAdjustedToUtc) => new()
    {
        Type = PhysicalType.INT64,
        ConvertedType = !isAdjustedToUtc || unit == TimeUnit.NANOS ? null
            : unit == TimeUnit.MILLIS ? ConvertedType.TIMESTAMP_MILLIS : ConvertedType.TIMESTAMP_MICROS,
        LogicalType = new LogicalType { Kind = LogicalTypeKind.TIMESTAMP, Unit = unit, IsAdjustedToUTC = isAdjustedToUtc },
    };

    private static SchemaElement TimeOfDay(TimeSpanFormat? format)
    {
        bool isMicros = format == TimeSpanFormat.MicroSeconds;
        return new SchemaElement
        {
            Type = isMicros ? PhysicalType.INT64 : PhysicalType.INT32,
            ConvertedType = isMicros ? ConvertedType.TIME_MICROS : ConvertedType.TIME_MILLIS,
            LogicalType = new LogicalType { Kind = LogicalTypeKind.TIME, Unit = isMicros ? TimeUnit.MICROS : TimeUnit.MILLIS, IsAdjustedToUTC = true },
        };
    }

    private static SchemaElement Decimal(DataField field)
    {
        var typed = field as DecimalDataField;
        int precision = typed?.Precision ?? MaximumDigits;
        int scale = typed?.Scale ?? Int64Digits;
        if (precision > MaximumDigits) throw new NotSupportedException($"column '{field.Name}': decimals of more than {MaximumDigits} digits cannot be written");
        PhysicalType type = typed?.ForceByteArrayEncoding != false || precision > Int64Digits ? PhysicalType.FIXED_LEN_BYTE_ARRAY
            : precision > Int32Digits ? PhysicalType.INT64 : PhysicalType.INT32;
        return new SchemaElement
        {
            Type = type,
            TypeLength = type == PhysicalType.FIXED_LEN_BYTE_ARRAY ? BytesFor(precision) : null,
            ConvertedType = ConvertedType.DECIMAL,
            Precision = precision,
            Scale = scale,
            LogicalType = new LogicalType { Kind = LogicalTypeKind.DECIMAL, Precision = precision, Scale = scale },
        };
    }

    /// <summary>The fewest bytes whose two's complement holds every number of so many digits.</summary>
    private static int BytesFor(int precision)
    {
        BigInteger largest = BigInteger.Pow(10, precision) - 1;
        return largest.GetByteCount();
    }
}
