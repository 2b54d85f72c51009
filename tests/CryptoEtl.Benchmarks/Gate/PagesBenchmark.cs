using System.Diagnostics;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Data.QualityGate.Report;

namespace CryptoEtl.Benchmarks.Gate;

/// <summary>What a verdict and its pages take, with few verdicts held and with many: in a folder, by a lake that is open and by one just opened.</summary>
public static class PagesBenchmark
{
    private const int Runs = 15;

    private static readonly int[] Held = [50, 500, 5_000];
    private static readonly DateTimeOffset Noon = new(2004, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gate-pages-").FullName;
        try
        {
            Console.WriteLine("| verdicts held | add, warm | pages, warm | add, cold open | pages, cold open | first report |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            var (storage, day) = (new FolderStorage(Path.Combine(folder, "lake")), 0);
            var lake = new Lake(storage, TimeProvider.System);
            foreach (var held in Held)
            {
                for (; day < held; day++)
                    await AppendAsync(lake, day);
                day = await MeasureAsync(storage, Path.Combine(folder, $"pages-{held}"), day, held);
                lake = new(storage, TimeProvider.System);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(FolderStorage storage, string pages, int day, int held)
    {
        var (output, lake) = (new FolderStorage(pages), new Lake(storage, TimeProvider.System));
        var first = await TimeAsync(() => ReportAsync(lake, output));
        var (warm, cold) = (new List<(double Add, double Pages)>(), new List<(double Add, double Pages)>());
        for (var run = 0; run < Runs; run++, day++)
            warm.Add((await TimeAsync(() => AppendAsync(lake, day)), await TimeAsync(() => ReportAsync(lake, output))));
        for (var run = 0; run < Runs; run++, day++)
        {
            cold.Add((await TimeAsync(() => AppendAsync(new(storage, TimeProvider.System), day)), await TimeAsync(() => ReportAsync(new(storage, TimeProvider.System), output))));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {held:N0} | {Middle(warm.Select(run => run.Add)):F1} ms | {Middle(warm.Select(run => run.Pages)):F1} ms | {Middle(cold.Select(run => run.Add)):F1} ms | {Middle(cold.Select(run => run.Pages)):F1} ms | {first:F0} ms |"));
        return day;
    }

    private static Task AppendAsync(Lake lake, int day)
    {
        var batch = new BatchId("live", Noon.AddDays(day));
        return new VerdictLedger(lake, new(null)).AppendAsync(
            batch, batch.Slot,
            [
                new(LiveTables.BronzeMarket.FullName, Decision.PassWithQuarantine, 500, 490, 10, 0.02, 0.05, new Dictionary<string, int> { ["LM003"] = 10, ["LM010"] = day % 7 }, [], new string('a', 64))
                {
                    Metrics = new(500, new Dictionary<string, int> { ["market_cap_usd"] = 5, ["volume_24h_usd"] = day % 11 }, batch.Slot.UtcDateTime, new Dictionary<string, double>()),
                    Thresholds = Contracts.All(new())[0].Thresholds,
                },
            ],
            batch.Id);
    }

    private static Task ReportAsync(Lake lake, FolderStorage output) => new GateReport(lake, output, new(), TimeProvider.System).WriteAsync();

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Middle(IEnumerable<double> times) => times.Order().ElementAt(Runs / 2);
}
