using System.Diagnostics;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Benchmarks.Lakehouse;

/// <summary>Latency of a commit to a Delta table in a folder: snapshot, one add, put-if-absent with fsync.</summary>
public static class CommitBenchmark
{
    private const int Commits = 300;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [])
        {
            await Console.Error.WriteLineAsync("usage: commit");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("cryptoetl-commits-").FullName;
        try
        {
            var milliseconds = await MeasureAsync(new LakeTable(new FolderStorage(folder), LiveTables.AssetFeatures, TimeProvider.System));
            Print("commits 1-100", milliseconds[..100]);
            Print("commits 201-300", milliseconds[200..]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task<double[]> MeasureAsync(LakeTable table)
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var times = new double[Commits];
        for (var commit = 0; commit < Commits; commit++)
        {
            var batch = new BatchId("live", start.AddMinutes(5 * commit));
            var part = await table.StageAsync(batch, "p", Rows(batch));
            var began = Stopwatch.GetTimestamp();
            await table.CommitAsync(batch, [part]);
            times[commit] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return times;
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

    private static void Print(string what, double[] milliseconds)
    {
        Array.Sort(milliseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-16} median {milliseconds[milliseconds.Length / 2]:0.0} ms, p95 {milliseconds[(int)(milliseconds.Length * 0.95)]:0.0} ms, max {milliseconds[^1]:0.0} ms"));
    }
}
