using System.Buffers;
using System.Runtime.InteropServices;
using Parquet.Codecs;
using Parquet.Encodings;
using Parquet.Meta;
using Parquet.Types;

namespace Parquet.Reading;

/// <summary>Opens the bodies of pages: checksum, decompression, levels.</summary>
internal sealed class PageBodies(CompressionCodec codec, LevelShape shape) : IDisposable
{
    private byte[] _buffer = [];

    /// <summary>The decompressed page stays valid until the next call.</summary>
    public ReadOnlySpan<byte> OpenDictionary(PageHeader header, ReadOnlySpan<byte> body) => Decompress(body, header.UncompressedSize);

    public DataPage Open(PageHeader header, ReadOnlySpan<byte> body) =>
        header.Type == PageType.DATA_PAGE ? OpenVersion1(header, body) : OpenVersion2(header, body);

    /// <summary>Decompresses a page of plain values without nulls right into the array of its column.</summary>
    public bool TryDecodeInPlace(PageHeader header, ReadOnlySpan<byte> body, ColumnAssembler assembler)
    {
        if (shape.Definition > 0 || shape.Repetition > 0 || codec == CompressionCodec.UNCOMPRESSED || header.Type != PageType.DATA_PAGE || header.Encoding != Encoding.PLAIN) return false;
        PageCodec.CheckDeclaredSize(codec, body, header.UncompressedSize);
        Span<byte> rows = assembler.NextRows(header.NumValues, header.UncompressedSize);
        if (rows.IsEmpty) return false;
        PageCodec.Decode(codec, body, rows);
        assembler.Commit(header.NumValues);
        return true;
    }

    public static void VerifyChecksum(PageHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Crc is int expected && Crc32.Compute(body) != unchecked((uint)expected))
            throw new ParquetException("corrupt page: its CRC checksum does not match");
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private DataPage OpenVersion1(PageHeader header, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> values = Decompress(body, header.UncompressedSize);
        ReadOnlySpan<byte> repetitions = shape.Repetition == 0 ? default : TakeLevels(header, header.RepetitionLevelEncoding, shape.Repetition, ref values);
        if (shape.Definition == 0) return new DataPage(header.NumValues, header.NumValues, default, header.Encoding, values);
        ReadOnlySpan<byte> levels = TakeLevels(header, header.DefinitionLevelEncoding, shape.Definition, ref values);
        int defined = NestedLevels.CountDefined(levels, header.NumValues, shape.Definition);
        return new DataPage(header.NumValues, defined, levels, header.Encoding, values, repetitions);
    }

    private static ReadOnlySpan<byte> TakeLevels(PageHeader header, Encoding encoding, int maximum, scoped ref ReadOnlySpan<byte> values)
    {
        switch (encoding)
        {
            case Encoding.RLE:
                if (values.Length < sizeof(int)) throw LevelsMissing();
                uint length = MemoryMarshal.Read<uint>(values);
                values = values[sizeof(int)..];
                return Take(ref values, length);
            case Encoding.BIT_PACKED when maximum == 1:
                return DefinitionLevels.FromBitPacked(Take(ref values, (uint)header.NumValues / 8 + (header.NumValues % 8 == 0 ? 0u : 1u)));
            default:
                throw new ParquetException($"encoding {encoding} is not supported for {(maximum == 1 ? "definition levels" : "the levels of a nested column")}");
        }
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> data, uint length)
    {
        if (length > (uint)data.Length) throw LevelsMissing();
        ReadOnlySpan<byte> taken = data[..(int)length];
        data = data[(int)length..];
        return taken;
    }

    /// <summary>Levels stand before the values and are never compressed.</summary>
    private DataPage OpenVersion2(PageHeader header, ReadOnlySpan<byte> body)
    {
        long levelsLength = (long)header.RepetitionLevelsLength + header.DefinitionLevelsLength;
        if (header.RepetitionLevelsLength < 0 || header.DefinitionLevelsLength < 0 || levelsLength > body.Length || levelsLength > header.UncompressedSize)
            throw LevelsMissing();
        ReadOnlySpan<byte> levels = body.Slice(header.RepetitionLevelsLength, header.DefinitionLevelsLength);
        ReadOnlySpan<byte> stored = body[(int)levelsLength..];
        int defined = shape.Definition > 0 ? CountVersion2(header, levels) : header.NumValues;
        ReadOnlySpan<byte> values = header.IsCompressed ? Decompress(stored, header.UncompressedSize - (int)levelsLength) : stored;
        return new DataPage(header.NumValues, defined, levels, header.Encoding, values, body[..header.RepetitionLevelsLength]);
    }

    /// <summary>Some writers leave the levels out where all rows or none have a value.</summary>
    private int CountVersion2(PageHeader header, ReadOnlySpan<byte> levels)
    {
        if (!levels.IsEmpty) return NestedLevels.CountDefined(levels, header.NumValues, shape.Definition);
        if (header.NumNulls == header.NumValues && shape.Definition == 1) return 0;
        return header.NumNulls == 0 ? header.NumValues : throw LevelsMissing();
    }

    private ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> body, int size)
    {
        if (codec == CompressionCodec.UNCOMPRESSED) return body;
        if (size == 0) return default;
        PageCodec.CheckDeclaredSize(codec, body, size);
        if (_buffer.Length < size)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(size);
        }
        Span<byte> target = _buffer.AsSpan(0, size);
        PageCodec.Decode(codec, body, target);
        return target;
    }

    private static ParquetException LevelsMissing() => new("corrupt page: its definition levels are cut off");
}
