using Parquet.Thrift;

namespace Parquet.Meta;

/// <summary>What stands before every page. The headers of the four page types are flattened into one.</summary>
internal sealed class PageHeader
{
    public PageType Type { get; set; } = (PageType)(-1);

    public int UncompressedSize { get; set; } = -1;

    public int CompressedSize { get; set; } = -1;

    /// <summary>CRC-32 of the page as stored; null where the writer gave none.</summary>
    public int? Crc { get; set; }

    /// <summary>Values including nulls, or entries of a dictionary.</summary>
    public int NumValues { get; set; } = -1;

    public Encoding Encoding { get; set; } = (Encoding)(-1);

    public Encoding DefinitionLevelEncoding { get; set; } = Encoding.RLE;

    public Encoding RepetitionLevelEncoding { get; set; } = Encoding.RLE;

    /// <summary>Version 2 only.</summary>
    public int NumNulls { get; set; }

    /// <summary>Version 2 only.</summary>
    public int DefinitionLevelsLength { get; set; }

    /// <summary>Version 2 only.</summary>
    public int RepetitionLevelsLength { get; set; }

    /// <summary>Version 2 only; absent means true.</summary>
    public bool IsCompressed { get; set; } = true;

    public static PageHeader Read(ReadOnlySpan<byte> data, out int length)
    {
        var reader = new CompactReader(data);
        var result = new PageHeader();
        short id = 0;
        while (reader.NextField(ref id, out CompactType type)) result.ReadField(ref reader, id, type);
        length = reader.Position;
        return result;
    }

    private void ReadField(ref CompactReader reader, short id, CompactType type)
    {
        switch (id)
        {
            case 1: Type = (PageType)reader.ReadI32(type); break;
            case 2: UncompressedSize = reader.ReadI32(type); break;
            case 3: CompressedSize = reader.ReadI32(type); break;
            case 4: Crc = (int)reader.ReadI64(type); break;
            case 5 or 7 or 8:
                CompactReader.Expect(type, CompactType.Struct);
                ReadInner(ref reader, id);
                break;
            default: reader.Skip(type); break;
        }
    }

    private void ReadInner(ref CompactReader reader, short kind)
    {
        short id = 0;
        while (reader.NextField(ref id, out CompactType type))
        {
            switch (kind, id)
            {
                case (_, 1): NumValues = reader.ReadI32(type); break;
                case (5 or 7, 2) or (8, 4): Encoding = (Encoding)reader.ReadI32(type); break;
                case (5, 3): DefinitionLevelEncoding = (Encoding)reader.ReadI32(type); break;
                case (5, 4): RepetitionLevelEncoding = (Encoding)reader.ReadI32(type); break;
                case (8, 2): NumNulls = reader.ReadI32(type); break;
                case (8, 5): DefinitionLevelsLength = reader.ReadI32(type); break;
                case (8, 6): RepetitionLevelsLength = reader.ReadI32(type); break;
                case (8, 7): IsCompressed = CompactReader.ReadBool(type); break;
                default: reader.Skip(type); break;
            }
        }
    }

    /// <summary>Writes the header of a version 1 data page or of a dictionary page.</summary>
    public void Write(CompactWriter writer)
    {
        writer.BeginElement();
        writer.I32(1, (int)Type);
        writer.I32(2, UncompressedSize);
        writer.I32(3, CompressedSize);
        writer.OptionalI32(4, Crc);
        if (Type == PageType.DICTIONARY_PAGE) WriteDictionaryHeader(writer);
        else WriteDataHeader(writer);
        writer.EndStruct();
    }

    private void WriteDataHeader(CompactWriter writer)
    {
        writer.BeginStruct(5);
        writer.I32(1, NumValues);
        writer.I32(2, (int)Encoding);
        writer.I32(3, (int)Encoding.RLE);
        writer.I32(4, (int)Encoding.RLE);
        writer.EndStruct();
    }

    private void WriteDictionaryHeader(CompactWriter writer)
    {
        writer.BeginStruct(7);
        writer.I32(1, NumValues);
        writer.I32(2, (int)Encoding);
        writer.EndStruct();
    }
}
