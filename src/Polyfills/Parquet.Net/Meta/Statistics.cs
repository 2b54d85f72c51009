using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>Bounds and counts of a column chunk. Every property is null where the writer said nothing.</summary>
public sealed class Statistics
{
    /// <summary>Deprecated bound, ordered by signed comparison whatever the type.</summary>
    public byte[]? Max { get; set; }

    /// <summary>Deprecated bound, ordered by signed comparison whatever the type.</summary>
    public byte[]? Min { get; set; }

    public long? NullCount { get; set; }

    public long? DistinctCount { get; set; }

    /// <summary>Upper bound in the order of the column's type, PLAIN encoded without a length.</summary>
    public byte[]? MaxValue { get; set; }

    /// <summary>Lower bound in the order of the column's type, PLAIN encoded without a length.</summary>
    public byte[]? MinValue { get; set; }

    public bool? IsMaxValueExact { get; set; }

    public bool? IsMinValueExact { get; set; }

    internal static Statistics Read(ref CompactReader reader)
    {
        var result = new Statistics();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type)) result.ReadField(ref reader, id, type);
        return result;
    }

    private void ReadField(ref CompactReader reader, short id, CompactType type)
    {
        switch (id)
        {
            case 1: Max = reader.ReadBinary(type).ToArray(); break;
            case 2: Min = reader.ReadBinary(type).ToArray(); break;
            case 3: NullCount = reader.ReadI64(type); break;
            case 4: DistinctCount = reader.ReadI64(type); break;
            case 5: MaxValue = reader.ReadBinary(type).ToArray(); break;
            case 6: MinValue = reader.ReadBinary(type).ToArray(); break;
            case 7: IsMaxValueExact = CompactReader.ReadBool(type); break;
            case 8: IsMinValueExact = CompactReader.ReadBool(type); break;
            default: reader.Skip(type); break;
        }
    }

    internal void Write(CompactWriter writer, short id)
    {
        writer.BeginStruct(id);
        writer.OptionalBinary(1, Max);
        writer.OptionalBinary(2, Min);
        writer.OptionalI64(3, NullCount);
        writer.OptionalI64(4, DistinctCount);
        writer.OptionalBinary(5, MaxValue);
        writer.OptionalBinary(6, MinValue);
        writer.OptionalBool(7, IsMaxValueExact);
        writer.OptionalBool(8, IsMinValueExact);
        writer.EndStruct();
    }
}
