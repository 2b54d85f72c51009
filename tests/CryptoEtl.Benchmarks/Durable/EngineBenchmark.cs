using System.Diagnostics;
using System.Globalization;
using CryptoEtl.LocalHost.Durable;

namespace CryptoEtl.Benchmarks.Durable;

/// <summary>Activities a second in a fan-out of no-ops, every turn durable in a real SQLite file.</summary>
public static class EngineBenchmark
{
    private const int Runs = 7;

    public static async Task<int> RunAsync(string[] args)
    {
        int[] sizes = args.Length > 0 ? [.. args.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000];
        var folder = Directory.CreateTempSubdirectory("engine-benchmark-");
        try
        {
            foreach (var size in sizes) await MeasureAsync(Path.Combine(folder.FullName, $"{size}.db"), size);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string path, int size)
    {
        await using var engine = new DurableEngine(new DurableEngineOptions { DatabasePath = path }, Functions());
        await engine.StartAsync(CancellationToken.None);
        await RunOnceAsync(engine, size);

        List<double> perSecond = [];
        for (var run = 0; run < Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await RunOnceAsync(engine, size);
            perSecond.Add(size / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        await engine.StopAsync(CancellationToken.None);
        perSecond.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"fan-out of {size:N0}: median {perSecond[Runs / 2]:N0} activities/s, slowest {perSecond[0]:N0}, fastest {perSecond[^1]:N0} ({Runs} runs)"));
    }

    private static async Task RunOnceAsync(DurableEngine engine, int size)
    {
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", size);
        var end = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        if (end.ReadOutputAs<long>() != (long)size * (size - 1) / 2) throw new InvalidOperationException($"The fan-out ended as {end.RuntimeStatus} with {end.SerializedOutput}.");
    }

    private static DurableRegistry Functions() => new DurableRegistry()
        .AddActivity("Echo", (call, _) => Task.FromResult(call.Input))
        .AddOrchestrator("FanOut", async (context, _) =>
            (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<long>("Echo", i)))).Sum());
}
