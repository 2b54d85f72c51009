using Parquet.Meta;
using PhysicalType = Parquet.Meta.Type;

namespace Parquet.Types;

/// <summary>What the stored values of a column mean.</summary>
internal enum LeafKind
{
    /// <summary>The physical type as it stands.</summary>
    Raw,
    Int8,
    Int16,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Date,
    Time,
    Timestamp,
    Int96Timestamp,
    Decimal,
    String,
    Uuid,
    Float16,
}

/// <summary>Storage and meaning of one column, drawn from its schema element.</summary>
internal sealed record LeafType
{
    public required string Name { get; init; }

    public required PhysicalType Physical { get; init; }

    public required LeafKind Kind { get; init; }

    public required bool IsOptional { get; init; }

    /// <summary>The highest levels of its entries; those of a flat column unless it is nested.</summary>
    public LevelShape Levels { get; init; }

    /// <summary>Names from the top of the schema down to the column; null for a flat one.</summary>
    public IReadOnlyList<string>? Path { get; init; }

    /// <summary>Bytes of a FIXED_LEN_BYTE_ARRAY value; 0 for other types.</summary>
    public int Length { get; init; }

    public int Precision { get; init; }

    public int Scale { get; init; }

    public TimeUnit Unit { get; init; }

    public bool IsAdjustedToUtc { get; init; }

    public static LeafType FromElement(SchemaElement element)
    {
        var physical = (PhysicalType)element.Type!;
        LogicalType meaning = Meaning(element);
        LeafKind kind = KindOf(element.Name, physical, element.TypeLength ?? 0, meaning);
        return new LeafType
        {
            Name = element.Name,
            Physical = physical,
            Kind = kind,
            IsOptional = element.RepetitionType == FieldRepetitionType.OPTIONAL,
            Levels = new LevelShape(element.RepetitionType == FieldRepetitionType.OPTIONAL ? 1 : 0, 0),
            Length = physical == PhysicalType.FIXED_LEN_BYTE_ARRAY ? element.TypeLength ?? 0 : 0,
            Precision = meaning.Precision,
            Scale = meaning.Scale,
            Unit = meaning.Unit,
            IsAdjustedToUtc = meaning.IsAdjustedToUTC,
        };
    }

    /// <summary>The newer annotation, or the older one in its terms. Kind 0 says that there is none.</summary>
    private static LogicalType Meaning(SchemaElement element)
    {
        if (element.LogicalType is not null) return element.LogicalType;
        var unit = element.ConvertedType is ConvertedType.TIME_MILLIS or ConvertedType.TIMESTAMP_MILLIS ? TimeUnit.MILLIS : TimeUnit.MICROS;
        return element.ConvertedType switch
        {
            ConvertedType.UTF8 or ConvertedType.ENUM or ConvertedType.JSON => new LogicalType { Kind = LogicalTypeKind.STRING },
            ConvertedType.DECIMAL => new LogicalType { Kind = LogicalTypeKind.DECIMAL, Precision = element.Precision ?? 0, Scale = element.Scale ?? 0 },
            ConvertedType.DATE => new LogicalType { Kind = LogicalTypeKind.DATE },
            ConvertedType.TIME_MILLIS or ConvertedType.TIME_MICROS => new LogicalType { Kind = LogicalTypeKind.TIME, Unit = unit, IsAdjustedToUTC = true },
            ConvertedType.TIMESTAMP_MILLIS or ConvertedType.TIMESTAMP_MICROS => new LogicalType { Kind = LogicalTypeKind.TIMESTAMP, Unit = unit, IsAdjustedToUTC = true },
            >= ConvertedType.UINT_8 and <= ConvertedType.INT_64 => IntegerOf(element.ConvertedType.Value),
            _ => new LogicalType(),
        };
    }

    private static LogicalType IntegerOf(ConvertedType converted)
    {
        int index = converted - ConvertedType.UINT_8;
        return new LogicalType { Kind = LogicalTypeKind.INTEGER, BitWidth = 8 << (index & 3), IsSigned = index >= 4 };
    }

    private static LeafKind KindOf(string name, PhysicalType physical, int length, LogicalType meaning) => (physical, meaning.Kind) switch
    {
        (PhysicalType.INT96, _) => LeafKind.Int96Timestamp,
        (PhysicalType.INT32 or PhysicalType.INT64, LogicalTypeKind.INTEGER) => IntegerKind(physical, meaning),
        (PhysicalType.INT32, LogicalTypeKind.DATE) => LeafKind.Date,
        (PhysicalType.INT32 or PhysicalType.INT64, LogicalTypeKind.TIME) => Timed(name, physical, meaning, LeafKind.Time),
        (PhysicalType.INT64, LogicalTypeKind.TIMESTAMP) => Timed(name, physical, meaning, LeafKind.Timestamp),
        (PhysicalType.INT32 or PhysicalType.INT64 or PhysicalType.BYTE_ARRAY or PhysicalType.FIXED_LEN_BYTE_ARRAY, LogicalTypeKind.DECIMAL) => DecimalKind(name, meaning),
        (PhysicalType.BYTE_ARRAY or PhysicalType.FIXED_LEN_BYTE_ARRAY, LogicalTypeKind.STRING or LogicalTypeKind.ENUM or LogicalTypeKind.JSON) => LeafKind.String,
        (PhysicalType.FIXED_LEN_BYTE_ARRAY, LogicalTypeKind.UUID) when length == 16 => LeafKind.Uuid,
        (PhysicalType.FIXED_LEN_BYTE_ARRAY, LogicalTypeKind.FLOAT16) when length == 2 => LeafKind.Float16,
        (_, LogicalTypeKind.STRING or LogicalTypeKind.DECIMAL or LogicalTypeKind.DATE or LogicalTypeKind.TIME or LogicalTypeKind.TIMESTAMP
            or LogicalTypeKind.UUID or LogicalTypeKind.FLOAT16) => throw new ParquetException($"column '{name}': {meaning.Kind} on {physical} is not supported"),
        _ => LeafKind.Raw,
    };

    private static LeafKind IntegerKind(PhysicalType physical, LogicalType meaning) => (physical, meaning.BitWidth, meaning.IsSigned) switch
    {
        (PhysicalType.INT32, 8, true) => LeafKind.Int8,
        (PhysicalType.INT32, 16, true) => LeafKind.Int16,
        (PhysicalType.INT32, 8, false) => LeafKind.UInt8,
        (PhysicalType.INT32, 16, false) => LeafKind.UInt16,
        (PhysicalType.INT32, 32, false) => LeafKind.UInt32,
        (PhysicalType.INT64, 64, false) => LeafKind.UInt64,
        _ => LeafKind.Raw,
    };

    private static LeafKind Timed(string name, PhysicalType physical, LogicalType meaning, LeafKind kind)
    {
        bool isKnown = meaning.Unit is TimeUnit.MILLIS or TimeUnit.MICROS or TimeUnit.NANOS;
        bool isMillisOfDay = kind == LeafKind.Time && meaning.Unit == TimeUnit.MILLIS;
        if (!isKnown || (kind == LeafKind.Time && isMillisOfDay != (physical == PhysicalType.INT32)))
            throw new ParquetException($"column '{name}': {meaning.Kind} in unit {meaning.Unit} on {physical} is not supported");
        return kind;
    }

    private static LeafKind DecimalKind(string name, LogicalType meaning)
    {
        if (meaning.Precision < 1 || meaning.Scale < 0 || meaning.Scale > meaning.Precision)
            throw new ParquetException($"column '{name}': DECIMAL({meaning.Precision},{meaning.Scale}) is not a valid decimal type");
        return LeafKind.Decimal;
    }
}
