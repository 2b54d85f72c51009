using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>The footer of a Parquet file.</summary>
public sealed class FileMetaData
{
    public int Version { get; set; }

    /// <summary>The schema tree, depth first; the first element is the root.</summary>
    public List<SchemaElement> Schema { get; set; } = [];

    public long NumRows { get; set; }

    public List<RowGroup> RowGroups { get; set; } = [];

    public List<KeyValue>? KeyValueMetadata { get; set; }

    /// <summary>Name and version of the writer; null where it kept silent.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>True when the footer is readable, but columns are encrypted.</summary>
    public bool HasEncryptedColumns { get; private set; }

    internal static FileMetaData Read(ReadOnlySpan<byte> footer)
    {
        var reader = new CompactReader(footer);
        var result = new FileMetaData();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type)) result.ReadField(ref reader, id, type);
        return result;
    }

    private void ReadField(ref CompactReader reader, short id, CompactType type)
    {
        switch (id)
        {
            case 1: Version = reader.ReadI32(type); break;
            case 2: Schema = ReadSchema(ref reader, type); break;
            case 3: NumRows = reader.ReadI64(type); break;
            case 4: RowGroups = ReadRowGroups(ref reader, type); break;
            case 5: KeyValueMetadata = KeyValue.ReadList(ref reader, type); break;
            case 6: CreatedBy = reader.ReadString(type); break;
            case 8:
                HasEncryptedColumns = true;
                reader.Skip(type);
                break;
            default: reader.Skip(type); break;
        }
    }

    private static List<SchemaElement> ReadSchema(ref CompactReader reader, CompactType type)
    {
        int count = reader.ReadListHeader(type, out CompactType element);
        if (count > 0) CompactReader.Expect(element, CompactType.Struct);
        var result = new List<SchemaElement>();
        for (int i = 0; i < count; i++) result.Add(SchemaElement.Read(ref reader));
        return result;
    }

    private static List<RowGroup> ReadRowGroups(ref CompactReader reader, CompactType type)
    {
        int count = reader.ReadListHeader(type, out CompactType element);
        if (count > 0) CompactReader.Expect(element, CompactType.Struct);
        var result = new List<RowGroup>();
        for (int i = 0; i < count; i++) result.Add(RowGroup.Read(ref reader));
        return result;
    }

    internal void Write(CompactWriter writer)
    {
        writer.BeginElement();
        writer.I32(1, Version);
        writer.BeginList(2, CompactType.Struct, Schema.Count);
        foreach (SchemaElement element in Schema) element.Write(writer);
        writer.I64(3, NumRows);
        writer.BeginList(4, CompactType.Struct, RowGroups.Count);
        foreach (RowGroup group in RowGroups) group.Write(writer);
        KeyValue.WriteList(writer, 5, KeyValueMetadata);
        if (CreatedBy is not null) writer.String(6, CreatedBy);
        WriteColumnOrders(writer);
        writer.EndStruct();
    }

    /// <summary>Without it readers must ignore min_value and max_value: every leaf has the order of its type.</summary>
    private void WriteColumnOrders(CompactWriter writer)
    {
        int leaves = Schema.Count - 1;
        writer.BeginList(7, CompactType.Struct, leaves);
        for (int i = 0; i < leaves; i++)
        {
            writer.BeginElement();
            writer.EmptyStruct(1);
            writer.EndStruct();
        }
    }
}
