using System.Diagnostics;
using System.Globalization;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Benchmarks.Lakehouse;

/// <summary>A year of five-minute commits: what opening such a table takes, with and without checkpoints.</summary>
public static class LakeBenchmark
{
    private const int Year = 365 * 24 * 12;
    private const int Rounds = 5;

    /// <summary>Further copies of a real commit, under other names: the log alone is measured, so the data files are not there.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [])
        {
            await Console.Error.WriteLineAsync("usage: lake");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("cryptoetl-lake-").FullName;
        try
        {
            await MakeLogAsync(folder);
            await PrintAsync("open without checkpoint", folder);
            await CheckpointAsync(folder);
            await PrintAsync("open at the checkpoint", folder);
            await AppendAsync(folder, 19);
            await PrintAsync("open 19 commits after", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static LakeTable Open(string folder) => new(new FolderStorage(folder), LiveTables.AssetFeatures, TimeProvider.System);

    private static BatchId Slot(int number) => new("live", new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(5 * number));

    private static async Task MakeLogAsync(string folder)
    {
        await AppendAsync(folder, 2, from: 0);
        var log = Path.Combine(folder, LiveTables.AssetFeatures.Folder, "_delta_log");
        var model = await File.ReadAllTextAsync(Path.Combine(log, $"{1:D20}.json"));
        var (id, day) = (Slot(1).Id, "event_date=2025-01-01");
        for (var version = 2; version < Year; version++)
        {
            var text = model.Replace(id, Slot(version).Id, StringComparison.Ordinal)
                .Replace(day, $"event_date={Slot(version).EventDate:yyyy-MM-dd}", StringComparison.Ordinal);
            await File.WriteAllBytesAsync(Path.Combine(log, $"{version:D20}.json"), Encoding.UTF8.GetBytes(text));
        }
    }

    private static async Task AppendAsync(string folder, int commits, int from = Year)
    {
        var table = Open(folder);
        for (var number = from; number < from + commits; number++)
        {
            var began = Stopwatch.GetTimestamp();
            var batch = Slot(number);
            await table.CommitAsync(batch, [await table.StageAsync(batch, "p", Rows(batch))]);
            if (number == from + commits - 1)
                Print("a commit then", Stopwatch.GetElapsedTime(began));
        }
    }

    private static async Task CheckpointAsync(string folder)
    {
        var table = Open(folder);
        await table.SnapshotAsync();
        var began = Stopwatch.GetTimestamp();
        var version = await table.Log.CheckpointAsync(TimeProvider.System.GetUtcNow());
        Print("write a checkpoint", Stopwatch.GetElapsedTime(began));
        var file = new FileInfo(Path.Combine(folder, LiveTables.AssetFeatures.Folder, "_delta_log", $"{version:D20}.checkpoint.parquet"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"its size",-26} {file.Length / 1e6:0.0} MB"));
    }

    private static async Task PrintAsync(string what, string folder)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            var snapshot = (await Open(folder).SnapshotAsync())!;
            times.Add(Stopwatch.GetElapsedTime(began));
            if (snapshot.Files.Count < Year)
                throw new InvalidOperationException($"{snapshot.Files.Count} files were found");
        }

        times.Sort();
        Print(what, times[times.Count / 2]);
    }

    private static Batch Rows(BatchId batch)
    {
        var rows = new BatchBuilder(LiveTables.AssetFeatures);
        for (var rank = 1; rank <= 200; rank++)
        {
            rows.Text("asset_id", $"asset-{rank}").Integer("rank", rank).Number("market_cap_share", 1.0 / rank)
                .Origin(new RowOrigin(batch, batch.Slot, "ab"), batch.Slot, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    private static void Print(string what, TimeSpan time) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26} {time.TotalMilliseconds:0.0} ms"));
}
