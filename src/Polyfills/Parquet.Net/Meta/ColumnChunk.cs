using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>Where one column of one row group lies, and how it is stored.</summary>
public sealed class ColumnChunk
{
    /// <summary>Another file that holds the data; null for this one.</summary>
    public string? FilePath { get; set; }

    public long FileOffset { get; set; }

    public ColumnMetaData? MetaData { get; set; }

    /// <summary>True when the chunk carries encryption metadata.</summary>
    public bool IsEncrypted { get; private set; }

    internal static ColumnChunk Read(ref CompactReader reader)
    {
        var result = new ColumnChunk();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type)) result.ReadField(ref reader, id, type);
        return result;
    }

    private void ReadField(ref CompactReader reader, short id, CompactType type)
    {
        switch (id)
        {
            case 1: FilePath = reader.ReadString(type); break;
            case 2: FileOffset = reader.ReadI64(type); break;
            case 3:
                CompactReader.Expect(type, CompactType.Struct);
                MetaData = ColumnMetaData.Read(ref reader);
                break;
            case 8 or 9:
                IsEncrypted = true;
                reader.Skip(type);
                break;
            default: reader.Skip(type); break;
        }
    }

    internal void Write(CompactWriter writer)
    {
        writer.BeginElement();
        writer.I64(2, FileOffset);
        MetaData?.Write(writer, 3);
        writer.EndStruct();
    }
}
