using Parquet.Meta;
using Parquet.Types;

namespace Parquet.Reading;

/// <summary>Reads one column chunk page by page.</summary>
internal sealed class ColumnChunkReader(SharedStream stream, long dataEnd)
{
    private const int FirstHeaderGuess = 8 * 1024, LargestHeader = 16 * 1024 * 1024;

    /// <summary>Values the column must have: the rows of its row group.</summary>
    public async Task<Array> ReadAsync(ColumnMetaData column, LeafType leaf, long rows, ColumnAssembler assembler, CancellationToken cancellationToken)
    {
        int expected = CheckedRows(column, leaf, rows);
        assembler.Start(expected, Math.Min(Math.Max(column.TotalCompressedSize, 0), dataEnd));
        if (expected == 0) return assembler.Finish();
        long start = Start(column);
        using var window = new ChunkWindow(stream, start, ExpectedEnd(column, start), dataEnd);
        using var bodies = new PageBodies(column.Codec, leaf.Levels);
        for (int read = 0; read < expected;)
        {
            if (window.Left == 0) throw new ParquetException($"corrupt column: its pages end after {read} of {expected} values");
            PageHeader header = await ReadHeaderAsync(window, cancellationToken).ConfigureAwait(false);
            await window.EnsureAsync(header.CompressedSize, cancellationToken).ConfigureAwait(false);
            read += Consume(header, window.Available[..header.CompressedSize], bodies, assembler, expected - read);
            window.Advance(header.CompressedSize);
        }
        return assembler.Finish();
    }

    private static int CheckedRows(ColumnMetaData column, LeafType leaf, long rows)
    {
        if (column.Type != leaf.Physical) throw new ParquetException($"corrupt footer: the column chunk is {column.Type}, the schema says {leaf.Physical}");
        if (column.NumValues != rows) throw new ParquetException($"corrupt footer: {column.NumValues} values in a row group of {rows} rows");
        if (rows < 0 || rows > Array.MaxLength) throw new ParquetException($"a row group of {rows} rows is not supported");
        return (int)rows;
    }

    /// <summary>The dictionary, if there is one, stands before the data. Some writers do not mention it.</summary>
    private long Start(ColumnMetaData column)
    {
        long start = column.DataPageOffset;
        if (column.DictionaryPageOffset is > 0 and long dictionary && dictionary < start) start = dictionary;
        if (start < ParquetActor.MagicLength || start >= dataEnd) throw new ParquetException($"corrupt footer: the column starts at {start}, outside the file");
        return start;
    }

    /// <summary>The size in the footer is a hint for reading ahead: old writers got it slightly wrong.</summary>
    private long ExpectedEnd(ColumnMetaData column, long start) =>
        Math.Min(dataEnd, start + Math.Clamp(column.TotalCompressedSize, 0, dataEnd - start));

    /// <summary>How long a header is shows only when it has been read.</summary>
    private static async ValueTask<PageHeader> ReadHeaderAsync(ChunkWindow window, CancellationToken cancellationToken)
    {
        for (int guess = FirstHeaderGuess; ; guess *= 4)
        {
            await window.EnsureAsync(guess, cancellationToken).ConfigureAwait(false);
            bool isAll = guess >= window.Left || guess >= LargestHeader;
            try
            {
                PageHeader header = PageHeader.Read(window.Available, out int length);
                window.Advance(length);
                return Checked(header, window.Left);
            }
            catch (ParquetException) when (!isAll)
            {
            }
        }
    }

    private static PageHeader Checked(PageHeader header, long left)
    {
        if (header.CompressedSize < 0 || header.UncompressedSize < 0 || header.CompressedSize > left)
            throw new ParquetException($"corrupt page header: sizes {header.CompressedSize} and {header.UncompressedSize} with {left} bytes left");
        return header;
    }

    /// <summary>Returns the rows the page brought.</summary>
    private static int Consume(PageHeader header, ReadOnlySpan<byte> body, PageBodies bodies, ColumnAssembler assembler, int wanted)
    {
        switch (header.Type)
        {
            case PageType.INDEX_PAGE:
                return 0;
            case PageType.DICTIONARY_PAGE:
                PageBodies.VerifyChecksum(header, body);
                ReadDictionary(header, body, bodies, assembler);
                return 0;
            case PageType.DATA_PAGE or PageType.DATA_PAGE_V2:
                PageBodies.VerifyChecksum(header, body);
                if (header.NumValues < 0 || header.NumValues > wanted)
                    throw new ParquetException($"corrupt page header: {header.NumValues} values where {wanted} are left");
                if (!bodies.TryDecodeInPlace(header, body, assembler)) assembler.Append(bodies.Open(header, body));
                return header.NumValues;
            default:
                throw new ParquetException($"page type {header.Type} is not supported");
        }
    }

    private static void ReadDictionary(PageHeader header, ReadOnlySpan<byte> body, PageBodies bodies, ColumnAssembler assembler)
    {
        if (header.Encoding is not (Encoding.PLAIN or Encoding.PLAIN_DICTIONARY)) throw new ParquetException($"encoding {header.Encoding} is not supported for dictionaries");
        if (header.NumValues < 0) throw new ParquetException($"corrupt page header: a dictionary of {header.NumValues} values");
        assembler.ReadDictionary(bodies.OpenDictionary(header, body), header.NumValues);
    }
}
