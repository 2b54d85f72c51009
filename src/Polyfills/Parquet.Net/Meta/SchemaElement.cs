using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>One node of the schema tree, which the footer lists depth first.</summary>
public sealed class SchemaElement
{
    /// <summary>Null for a group.</summary>
    public Type? Type { get; set; }

    /// <summary>Bytes of a FIXED_LEN_BYTE_ARRAY value.</summary>
    public int? TypeLength { get; set; }

    /// <summary>Null for the root; some writers leave it out elsewhere too, which means REQUIRED.</summary>
    public FieldRepetitionType? RepetitionType { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Null for a leaf.</summary>
    public int? NumChildren { get; set; }

    public ConvertedType? ConvertedType { get; set; }

    public int? Scale { get; set; }

    public int? Precision { get; set; }

    public int? FieldId { get; set; }

    public LogicalType? LogicalType { get; set; }

    internal static SchemaElement Read(ref CompactReader reader)
    {
        var result = new SchemaElement();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type)) result.ReadField(ref reader, id, type);
        return result;
    }

    private void ReadField(ref CompactReader reader, short id, CompactType type)
    {
        switch (id)
        {
            case 1: Type = (Type)reader.ReadI32(type); break;
            case 2: TypeLength = reader.ReadI32(type); break;
            case 3: RepetitionType = (FieldRepetitionType)reader.ReadI32(type); break;
            case 4: Name = reader.ReadString(type); break;
            case 5: NumChildren = reader.ReadI32(type); break;
            case 6: ConvertedType = (ConvertedType)reader.ReadI32(type); break;
            case 7: Scale = reader.ReadI32(type); break;
            case 8: Precision = reader.ReadI32(type); break;
            case 9: FieldId = reader.ReadI32(type); break;
            case 10:
                CompactReader.Expect(type, CompactType.Struct);
                LogicalType = LogicalType.Read(ref reader);
                break;
            default: reader.Skip(type); break;
        }
    }

    internal void Write(CompactWriter writer)
    {
        writer.BeginElement();
        writer.OptionalI32(1, (int?)Type);
        writer.OptionalI32(2, TypeLength);
        writer.OptionalI32(3, (int?)RepetitionType);
        writer.String(4, Name);
        writer.OptionalI32(5, NumChildren);
        writer.OptionalI32(6, (int?)ConvertedType);
        writer.OptionalI32(7, Scale);
        writer.OptionalI32(8, Precision);
        writer.OptionalI32(9, FieldId);
        LogicalType?.Write(writer, 10);
        writer.EndStruct();
    }
}
