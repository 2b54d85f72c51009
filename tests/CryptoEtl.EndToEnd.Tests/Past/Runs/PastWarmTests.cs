namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>What was answered is not asked again: not in the same slot, not later the same day, not for a lake beside.</summary>
public sealed class PastWarmTests(PastRuns past) : IClassFixture<PastRuns>
{
    [SkippableFact]
    public async Task A_warm_run_asks_nothing_at_all_and_writes_nothing()
    {
        var (upstream, now) = (past.Simulator, SyntheticMarket.Now);
        var place = past.Market.NewFolder("warm");
        var (first, second) = (Path.Combine(place, "first"), Path.Combine(place, "second"));
        await RunBothAsync(upstream, now, first);
        var cold = await upstream.LedgerAsync();
        Assert.Equal(cold.Calls.Where(call => call.Status == 200).Sum(call => call.Count), cold.Total);
        Assert.All(cold.Answers, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        var told = await DuckDb.ReadLakeAsync(first);

        await RunBothAsync(upstream, now, first);
        await RunBothAsync(upstream, "2024-03-01T12:01:00Z", first);
        await RunBothAsync(upstream, now, second);
        Assert.Equal(cold.ToString(), (await upstream.LedgerAsync()).ToString());

        using var evening = await past.SimulateAsync("2024-03-01T20:30:00Z");
        await RunBothAsync(evening, "2024-03-01T20:30:00Z", first);
        Assert.Equal("", (await evening.LedgerAsync()).ToString());
        Lakes.AssertSame(told, await DuckDb.ReadLakeAsync(first));
        Lakes.AssertSame(told, await DuckDb.ReadLakeAsync(second));
    }

    private static async Task RunBothAsync(Simulator simulator, string now, string lake)
    {
        foreach (var pipeline in PastRuns.Pipelines)
            await PastRuns.RunAsync(simulator, pipeline, now, lake);
    }
}
