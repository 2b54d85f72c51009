using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>How a column chunk is stored. Sizes and offsets are bytes.</summary>
public sealed class ColumnMetaData
{
    public Type Type { get; set; }

    public List<Encoding> Encodings { get; set; } = [];

    public List<string> PathInSchema { get; set; } = [];

    public CompressionCodec Codec { get; set; }

    /// <summary>Values including nulls.</summary>
    public long NumValues { get; set; }

    public long TotalUncompressedSize { get; set; }

    public long TotalCompressedSize { get; set; }

    public List<KeyValue>? KeyValueMetadata { get; set; }

    public long DataPageOffset { get; set; }

    public long? IndexPageOffset { get; set; }

    public long? DictionaryPageOffset { get; set; }

    public Statistics? Statistics { get; set; }

    internal static ColumnMetaData Read(ref CompactReader reader)
    {
        var result = new ColumnMetaData();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type)) result.ReadField(ref reader, id, type);
        return result;
    }

    private void ReadField(ref CompactReader reader, short id, CompactType type)
    {
        switch (id)
        {
            case 1: Type = (Type)reader.ReadI32(type); break;
            case 2: Encodings = ReadEncodings(ref reader, type); break;
            case 3: PathInSchema = ReadPath(ref reader, type); break;
            case 4: Codec = (CompressionCodec)reader.ReadI32(type); break;
            case 5: NumValues = reader.ReadI64(type); break;
            case 6: TotalUncompressedSize = reader.ReadI64(type); break;
            case 7: TotalCompressedSize = reader.ReadI64(type); break;
            case 8: KeyValueMetadata = KeyValue.ReadList(ref reader, type); break;
            case 9: DataPageOffset = reader.ReadI64(type); break;
            case 10: IndexPageOffset = reader.ReadI64(type); break;
            case 11: DictionaryPageOffset = reader.ReadI64(type); break;
            case 12:
                CompactReader.Expect(type, CompactType.Struct);
                Statistics = Statistics.Read(ref reader);
                break;
            default: reader.Skip(type); break;
        }
    }

    private static List<Encoding> ReadEncodings(ref CompactReader reader, CompactType type)
    {
        int count = reader.ReadListHeader(type, out CompactType element);
        var result = new List<Encoding>();
        for (int i = 0; i < count; i++) result.Add((Encoding)reader.ReadI32(element));
        return result;
    }

    private static List<string> ReadPath(ref CompactReader reader, CompactType type)
    {
        int count = reader.ReadListHeader(type, out CompactType element);
        var result = new List<string>();
        for (int i = 0; i < count; i++) result.Add(reader.ReadString(element));
        return result;
    }

    internal void Write(CompactWriter writer, short id)
    {
        writer.BeginStruct(id);
        writer.I32(1, (int)Type);
        writer.BeginList(2, CompactType.I32, Encodings.Count);
        foreach (Encoding encoding in Encodings) writer.ElementI32((int)encoding);
        writer.BeginList(3, CompactType.Binary, PathInSchema.Count);
        foreach (string part in PathInSchema) writer.ElementString(part);
        writer.I32(4, (int)Codec);
        writer.I64(5, NumValues);
        writer.I64(6, TotalUncompressedSize);
        writer.I64(7, TotalCompressedSize);
        KeyValue.WriteList(writer, 8, KeyValueMetadata);
        writer.I64(9, DataPageOffset);
        writer.OptionalI64(10, IndexPageOffset);
        writer.OptionalI64(11, DictionaryPageOffset);
        Statistics?.Write(writer, 12);
        writer.EndStruct();
    }
}
