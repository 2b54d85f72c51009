using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>A .csv or .tsv file, plain or .gz, a chunk of rows at a time.</summary>
internal sealed class DelimitedChunks : IFileChunks
{
    private readonly CheckOptions options;
    private readonly DelimitedRecords records;
    private readonly (MappedColumn Column, ColumnReader Reader)[] columns;
    private readonly TextCache batchNames = new();
    private readonly List<byte> joined = [];
    private string? batch;

    private DelimitedChunks(CheckOptions options, DelimitedRecords records)
    {
        (this.options, this.records) = (options, records);
        Map = ColumnMap.Of(options, Headers());
        var parsing = new CellParsing(options.Nulls, options.Money, options.Epoch);
        columns = [.. Map.Mapped.Select(column => (column, ColumnReader.Of(column.Column.Type, parsing, RowsOfChunk)))];
    }

    public ColumnMap Map { get; }

    private int RowsOfChunk => Math.Min(options.BlockRows, 64 * 1024);

    public static DelimitedChunks Open(CheckOptions options)
    {
        var file = File.OpenRead(options.Path);
        var name = options.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? options.Path[..^3] : options.Path;
        Stream bytes = name.Length < options.Path.Length ? new GZipStream(file, CompressionMode.Decompress) : file;
        var separator = name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? (byte)'\t' : (byte)',';
        var records = new DelimitedRecords(bytes, separator);
        try
        {
            return new(options, records);
        }
        catch (InvalidDataException damaged)
        {
            throw new BadInputException($"{options.Path}: {damaged.Message}", damaged);
        }
    }

    public IEnumerable<FileChunk> Read()
    {
        while (Chunk() is { } chunk)
            yield return chunk;
        RequireWhole();
    }

    public void Dispose() => records.Dispose();

    /// <summary>The stream does not tell that its end is missing; the length at the end of a whole file does. More than that is a file of several members.</summary>
    private void RequireWhole()
    {
        if (!options.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return;
        using var file = File.OpenRead(options.Path);
        Span<byte> length = stackalloc byte[4];
        file.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        if (file.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4 || BinaryPrimitives.ReadUInt32LittleEndian(length) > (ulong)records.BytesRead)
            throw new BadInputException($"{options.Path}: the file is cut short after line {records.Line}");
    }

    private FileChunk? Chunk()
    {
        var (row, lines, unread) = (0, new long[RowsOfChunk], new List<UnreadRow>());
        var batches = Map.BatchField is null ? null : new string?[RowsOfChunk];
        while (row < RowsOfChunk && unread.Count < RowsOfChunk && Next())
        {
            lines[row] = records.Line;
            if (Row(row, batches) is { } finding)
                unread.Add(new(finding, batch));
            else
                row++;
        }

        if (row == 0 && unread.Count == 0)
            return null;
        Array.Resize(ref lines, row);
        if (batches is not null)
            Array.Resize(ref batches, row);
        return new(new(Map.Table, Columns(row)), new(0, lines), batches, unread);
    }

    private bool Next()
    {
        try
        {
            return records.Next();
        }
        catch (InvalidDataException damaged)
        {
            throw new BadInputException($"{options.Path}: after line {records.Line}: {damaged.Message}", damaged);
        }
    }

    private FileFinding? Row(int row, string?[]? batches)
    {
        if (records.IsMalformed || records.FieldCount != Map.Headers.Count)
            return new(FileRules.Malformed, records.Line, "line", records.Start(), records.IsMalformed
                ? "its quotes do not close"
                : $"{records.FieldCount} fields, but the header has {Map.Headers.Count}");
        if (batches is not null)
            batches[row] = batch = batchNames.Get(CellParsing.Trim(records.Field(Map.BatchField!.Value)));
        foreach (var (column, reader) in columns)
        {
            if (reader.Read(Bytes(column), row) is { } rule)
                return Unreadable(column, rule);
        }

        return null;
    }

    private FileFinding Unreadable(MappedColumn column, string rule)
    {
        var text = DelimitedRecords.Shown(Bytes(column));
        return new(rule, records.Line, column.Column.Name, text, rule == FileRules.TimeRange
            ? $"{column.Header} '{text}' is no time from 2009 to 2099"
            : $"{column.Header} '{text}' cannot be read as {column.Column.Type}");
    }

    private ReadOnlySpan<byte> Bytes(MappedColumn column)
    {
        if (column.Fields.Count == 1)
            return records.Field(column.Fields[0]);
        joined.Clear();
        foreach (var field in column.Fields)
        {
            if (joined.Count > 0)
                joined.Add((byte)'|');
            joined.AddRange(records.Field(field));
        }

        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(joined);
    }

    private Array[] Columns(int rows)
    {
        var arrays = new Array[Map.Table.Columns.Count];
        foreach (var (column, reader) in columns)
            arrays[column.Target] = reader.Take(rows);
        AbsentColumns.Fill(Map.Table, arrays, rows);
        return arrays;
    }

    private List<string> Headers()
    {
        if (!records.Next())
            throw new BadInputException($"{options.Path}: the file is empty; a header line is needed");
        var headers = new List<string>();
        for (var field = 0; field < records.FieldCount; field++)
            headers.Add(Encoding.UTF8.GetString(records.Field(field)).Trim('\uFEFF', ' ', '\t'));
        if (records.IsMalformed || headers.Exists(header => header.Contains('\0') || header.Contains('\uFFFD')))
            throw new BadInputException($"{options.Path}:1: the header cannot be read as UTF-8 text: '{records.Start()}'");
        return headers;
    }
}
