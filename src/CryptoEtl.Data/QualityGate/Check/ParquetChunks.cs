using CryptoEtl.Core;
using Parquet;
using Parquet.Schema;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>A .parquet file, a row group at a time. The next group is decoded while one is judged.</summary>
internal sealed class ParquetChunks : IFileChunks
{
    private const int Ahead = 2;

    private readonly CheckOptions options;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;

    private ParquetChunks(CheckOptions options, ParquetReader reader)
    {
        (this.options, this.reader, fields) = (options, reader, reader.Schema.GetDataFields());
        Map = ColumnMap.Of(options, [.. fields.Select(field => field.Name)]);
    }

    public ColumnMap Map { get; }

    public static ParquetChunks Open(CheckOptions options)
    {
        try
        {
            return new(options, ParquetReader.CreateAsync(options.Path).GetAwaiter().GetResult());
        }
        catch (ParquetException damaged)
        {
            throw new BadInputException($"{options.Path}: {damaged.Message}", damaged);
        }
    }

    public IEnumerable<FileChunk> Read()
    {
        var (ahead, first) = (new Queue<Task<FileChunk>>(), 1L);
        for (var group = 0; group < reader.RowGroupCount || ahead.Count > 0;)
        {
            for (; group < reader.RowGroupCount && ahead.Count < Ahead; group++)
            {
                var (at, row) = (group, first);
                first += reader.Metadata!.RowGroups[group].NumRows;
                ahead.Enqueue(Task.Run(() => GroupAsync(at, row)));
            }

            if (ahead.Count > 0)
                yield return ahead.Dequeue().GetAwaiter().GetResult();
        }
    }

    public void Dispose() => reader.Dispose();

    private async Task<FileChunk> GroupAsync(int index, long first)
    {
        try
        {
            using var group = reader.OpenRowGroupReader(index);
            return await GroupAsync(group, first);
        }
        catch (ParquetException damaged)
        {
            throw new BadInputException($"{options.Path}: row group {index}: {damaged.Message}", damaged);
        }
    }

    private async Task<FileChunk> GroupAsync(ParquetRowGroupReader group, long first)
    {
        var (arrays, rows) = (new Array[Map.Table.Columns.Count], checked((int)group.RowCount));
        var unread = new SortedDictionary<int, FileFinding>();
        var cells = new ParquetCells(new(options.Nulls, options.Money, options.Epoch), first, unread);
        foreach (var column in Map.Mapped)
            arrays[column.Target] = cells.Convert(column, [.. await ColumnsAsync(group, column.Fields)]);
        var batches = Map.BatchField is { } batch ? ParquetCells.Texts((await ColumnsAsync(group, [batch]))[0]) : null;
        AbsentColumns.Fill(Map.Table, arrays, rows);
        return unread.Count == 0
            ? new(new(Map.Table, arrays), new(first, null), batches, [])
            : Without(unread, new(Map.Table, arrays), first, batches);
    }

    private async Task<List<Array>> ColumnsAsync(ParquetRowGroupReader group, IReadOnlyList<int> positions)
    {
        var columns = new List<Array>();
        foreach (var at in positions)
            columns.Add((await group.ReadColumnAsync(fields[at])).Data);
        return columns;
    }

    /// <summary>The rows that could be read.</summary>
    private static FileChunk Without(SortedDictionary<int, FileFinding> unread, Batch rows, long first, string?[]? batches)
    {
        int[] kept = [.. Enumerable.Range(0, rows.RowCount).Where(row => !unread.ContainsKey(row))];
        return new(
            rows.Take(kept), new(0, [.. kept.Select(row => first + row)]), batches is null ? null : [.. kept.Select(row => batches[row])],
            [.. unread.Select(row => new UnreadRow(row.Value, batches?[row.Key]))]);
    }
}
