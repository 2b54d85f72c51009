using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>A horizontal slice of the file.</summary>
public sealed class RowGroup
{
    public List<ColumnChunk> Columns { get; set; } = [];

    /// <summary>Bytes of all pages before compression.</summary>
    public long TotalByteSize { get; set; }

    public long NumRows { get; set; }

    public long? FileOffset { get; set; }

    /// <summary>Bytes of all pages as stored.</summary>
    public long? TotalCompressedSize { get; set; }

    public short? Ordinal { get; set; }

    internal static RowGroup Read(ref CompactReader reader)
    {
        var result = new RowGroup();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type)) result.ReadField(ref reader, id, type);
        return result;
    }

    private void ReadField(ref CompactReader reader, short id, CompactType type)
    {
        switch (id)
        {
            case 1: Columns = ReadColumns(ref reader, type); break;
            case 2: TotalByteSize = reader.ReadI64(type); break;
            case 3: NumRows = reader.ReadI64(type); break;
            case 5: FileOffset = reader.ReadI64(type); break;
            case 6: TotalCompressedSize = reader.ReadI64(type); break;
            case 7: Ordinal = (short)reader.ReadI32(type); break;
            default: reader.Skip(type); break;
        }
    }

    private static List<ColumnChunk> ReadColumns(ref CompactReader reader, CompactType type)
    {
        int count = reader.ReadListHeader(type, out CompactType element);
        if (count > 0) CompactReader.Expect(element, CompactType.Struct);
        var result = new List<ColumnChunk>();
        for (int i = 0; i < count; i++) result.Add(ColumnChunk.Read(ref reader));
        return result;
    }

    internal void Write(CompactWriter writer)
    {
        writer.BeginElement();
        writer.BeginList(1, CompactType.Struct, Columns.Count);
        foreach (ColumnChunk column in Columns) column.Write(writer);
        writer.I64(2, TotalByteSize);
        writer.I64(3, NumRows);
        writer.OptionalI64(5, FileOffset);
        writer.OptionalI64(6, TotalCompressedSize);
        if (Ordinal is short ordinal) writer.I16(7, ordinal);
        writer.EndStruct();
    }
}
