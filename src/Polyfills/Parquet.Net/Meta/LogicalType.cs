using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>Kinds of <see cref="LogicalType"/>; the numbers are the field ids of the Thrift union.</summary>
public enum LogicalTypeKind
{
    STRING = 1,
    MAP = 2,
    LIST = 3,
    ENUM = 4,
    DECIMAL = 5,
    DATE = 6,
    TIME = 7,
    TIMESTAMP = 8,
    INTEGER = 10,
    UNKNOWN = 11,
    JSON = 12,
    BSON = 13,
    UUID = 14,
    FLOAT16 = 15,
    VARIANT = 16,
    GEOMETRY = 17,
    GEOGRAPHY = 18,
}

/// <summary>Resolution of a time or timestamp; the numbers are the field ids of the Thrift union.</summary>
public enum TimeUnit
{
    MILLIS = 1,
    MICROS = 2,
    NANOS = 3,
}

/// <summary>What a stored value means, in the newer annotation.</summary>
public sealed class LogicalType
{
    public LogicalTypeKind Kind { get; set; }

    /// <summary>Digits after the decimal point, for DECIMAL.</summary>
    public int Scale { get; set; }

    /// <summary>All digits, for DECIMAL.</summary>
    public int Precision { get; set; }

    /// <summary>True for instants, false for wall-clock values of an unknown zone; for TIME and TIMESTAMP.</summary>
    public bool IsAdjustedToUTC { get; set; }

    /// <summary>For TIME and TIMESTAMP.</summary>
    public TimeUnit Unit { get; set; }

    /// <summary>8, 16, 32 or 64, for INTEGER.</summary>
    public int BitWidth { get; set; }

    /// <summary>For INTEGER.</summary>
    public bool IsSigned { get; set; }

    internal static LogicalType? Read(ref CompactReader reader)
    {
        LogicalType? result = null;
        short id = 0;
        while (reader.NextField(ref id, out CompactType type))
        {
            CompactReader.Expect(type, CompactType.Struct);
            result = new LogicalType { Kind = (LogicalTypeKind)id };
            result.ReadBody(ref reader);
        }
        return result;
    }

    private void ReadBody(ref CompactReader reader)
    {
        short id = 0;
        while (reader.NextField(ref id, out CompactType type))
        {
            switch (Kind, id)
            {
                case (LogicalTypeKind.DECIMAL, 1): Scale = reader.ReadI32(type); break;
                case (LogicalTypeKind.DECIMAL, 2): Precision = reader.ReadI32(type); break;
                case (LogicalTypeKind.TIME or LogicalTypeKind.TIMESTAMP, 1): IsAdjustedToUTC = CompactReader.ReadBool(type); break;
                case (LogicalTypeKind.TIME or LogicalTypeKind.TIMESTAMP, 2): Unit = ReadUnit(ref reader, type); break;
                case (LogicalTypeKind.INTEGER, 1): BitWidth = reader.ReadI32(type); break;
                case (LogicalTypeKind.INTEGER, 2): IsSigned = CompactReader.ReadBool(type); break;
                default: reader.Skip(type); break;
            }
        }
    }

    private static TimeUnit ReadUnit(ref CompactReader reader, CompactType type)
    {
        CompactReader.Expect(type, CompactType.Struct);
        TimeUnit unit = default;
        short id = 0;
        while (reader.NextField(ref id, out CompactType inner))
        {
            unit = (TimeUnit)id;
            reader.Skip(inner);
        }
        return unit;
    }

    internal void Write(CompactWriter writer, short id)
    {
        writer.BeginStruct(id);
        writer.BeginStruct((short)Kind);
        switch (Kind)
        {
            case LogicalTypeKind.DECIMAL:
                writer.I32(1, Scale);
                writer.I32(2, Precision);
                break;
            case LogicalTypeKind.TIME or LogicalTypeKind.TIMESTAMP:
                writer.Bool(1, IsAdjustedToUTC);
                writer.BeginStruct(2);
                writer.EmptyStruct((short)Unit);
                writer.EndStruct();
                break;
            case LogicalTypeKind.INTEGER:
                writer.Byte(1, (sbyte)BitWidth);
                writer.Bool(2, IsSigned);
                break;
        }
        writer.EndStruct();
        writer.EndStruct();
    }
}
