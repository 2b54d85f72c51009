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
        Map = ColumnMap.Of(options, DelimitedFile.Headers(options.Path, records));
        var parsing = new CellParsing(options.Nulls, options.Money, options.Epoch);
        columns = [.. Map.Mapped.Select(column => (column, ColumnReader.Of(column.Column.Type, parsing, RowsOfChunk)))];
    }

    public ColumnMap Map { get; }

    private int RowsOfChunk => Math.Min(options.BlockRows, 64 * 1024);

    public static DelimitedChunks Open(CheckOptions options)
    {
        var records = DelimitedFile.Open(options.Path);
        try
        {
            return new(options, records);
        }
        catch
        {
            records.Dispose();
            throw;
        }
    }

    public IEnumerable<FileChunk> Read()
    {
        while (Chunk() is { } chunk)
            yield return chunk;
        DelimitedFile.RequireWhole(options.Path, records);
    }

    public void Dispose() => records.Dispose();

    private FileChunk? Chunk()
    {
        var (row, lines, unread) = (0, new long[RowsOfChunk], new List<UnreadRow>());
        var batches = Map.BatchField is null ? null : new string?[RowsOfChunk];
        while (row < RowsOfChunk && unread.Count < RowsOfChunk && DelimitedFile.Next(options.Path, records))
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
}
