using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse.Maintenance;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>What tests of maintenance share: rows as text, DuckDB's view, and the operations.</summary>
public abstract class MaintenanceTesting(Func<LakeHome> open) : LakeTableTesting(open)
{
    protected string LogFolder => $"{Definition.Folder}/_delta_log";

    protected Compaction Compaction => new(Table, TimeProvider.System);

    /// <summary>A vacuum as it would run so much later.</summary>
    protected Vacuum VacuumAfter(TimeSpan time) => new(Storage, Table, new ShiftedClock(time));

    protected async Task<List<CompactedFiles>> CompactAsync() => await Compaction.RunAsync().ToListAsync();

    protected async Task AppendAsync(int from, int count)
    {
        for (var minute = from; minute < from + count; minute++)
            await CommitAsync(Slot(minute), "bitcoin", $"coin{minute % 7}");
    }

    /// <summary>Five writers at once, so many batches each, beside something else.</summary>
    protected async Task BesideAppendersAsync(int each, Func<Task> work)
    {
        var writers = Enumerable.Range(0, 5).Select(writer => Task.Run(() => AppendAsync(1000 * (writer + 1), each)));
        await Task.WhenAll([.. writers, Task.Run(work)]);
    }

    /// <summary>Every row as text, sorted.</summary>
    protected async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        await foreach (var batch in Table.ReadFilesAsync((await Table.SnapshotAsync())!))
            rows.AddRange(TextOf(batch));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    protected static IEnumerable<string> TextOf(Batch batch) => Enumerable.Range(0, batch.RowCount)
        .Select(row => string.Join('|', Enumerable.Range(0, batch.Table.Columns.Count).Select(column => Text(batch[column].GetValue(row)))));

    private static string Text(object? value) =>
        value is DateTime time ? time.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";

    /// <summary>DuckDB counts, adds and finds nulls as we do.</summary>
    protected async Task RequireDuckAgreesAsync()
    {
        using var copy = new TemporaryFolder();
        foreach (var path in (await Home.EverythingAsync()).Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            var file = Path.Combine(copy.Path, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, await Home.BytesAsync(path));
        }

        var seen = await DuckTable.ReadAsync(Path.Combine(copy.Path, Definition.Folder));
        var snapshot = (await Table.SnapshotAsync())!;
        var (rows, ranks, nulls) = (0L, 0L, 0L);
        await foreach (var batch in Table.ReadFilesAsync(snapshot))
        {
            rows += batch.RowCount;
            ranks += batch.Integers("rank").Sum() ?? 0;
            nulls += batch.Numbers("ret_24h").Count(value => value is null);
        }

        Assert.Equal(new DuckTable(snapshot.Files.Count, rows, ranks, nulls), seen);
    }
}
