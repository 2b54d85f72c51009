using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>One entry of free metadata.</summary>
public sealed class KeyValue
{
    public string Key { get; set; } = "";

    /// <summary>Null where the writer gave a key only.</summary>
    public string? Value { get; set; }

    internal static List<KeyValue> ReadList(ref CompactReader reader, CompactType type)
    {
        int count = reader.ReadListHeader(type, out CompactType element);
        if (count > 0) CompactReader.Expect(element, CompactType.Struct);
        var result = new List<KeyValue>();
        for (int i = 0; i < count; i++) result.Add(Read(ref reader));
        return result;
    }

    private static KeyValue Read(ref CompactReader reader)
    {
        var result = new KeyValue();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type))
        {
            // Free metadata that are no strings must not keep anyone from the data.
            if (id == 1 && type == CompactType.Binary) result.Key = reader.ReadString(type);
            else if (id == 2 && type == CompactType.Binary) result.Value = reader.ReadString(type);
            else reader.Skip(type);
        }
        return result;
    }

    internal static void WriteList(CompactWriter writer, short id, List<KeyValue>? list)
    {
        if (list is null || list.Count == 0) return;
        writer.BeginList(id, CompactType.Struct, list.Count);
        foreach (KeyValue entry in list)
        {
            writer.BeginElement();
            writer.String(1, entry.Key);
            if (entry.Value is not null) writer.String(2, entry.Value);
            writer.EndStruct();
        }
    }
}
