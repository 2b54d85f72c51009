namespace CryptoEtl.EndToEnd.Tests;

/// <summary>What was answered is not asked again.</summary>
public sealed class WarmRunTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    [SkippableFact]
    public async Task A_warm_run_of_any_pipeline_asks_nothing_at_all()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var place = market.NewFolder("warm");
        var (first, second) = (Path.Combine(place, "first"), Path.Combine(place, "second"));
        foreach (var pipeline in SyntheticMarket.Pipelines)
            await RunAsync(simulator, pipeline, first);
        var cold = await simulator.LedgerAsync();
        Assert.Equal(cold.Calls.Where(call => call.Status == 200).Sum(call => call.Count), cold.Total);
        Assert.All(cold.Answers, call => Assert.Equal(1, call.Count));

        foreach (var pipeline in SyntheticMarket.Pipelines)
        {
            await RunAsync(simulator, pipeline, first);
            await RunAsync(simulator, pipeline, second);
        }

        Assert.Equal(cold.ToString(), (await simulator.LedgerAsync()).ToString());
        await Lakes.AssertSameAsync(first, second);
    }

    private static async Task RunAsync(Simulator simulator, string pipeline, string lake)
    {
        var run = await Etl.RunAsync(
            Simulator.Keys("k1"), "run", pipeline, "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake);
        Assert.True(run.ExitCode == 0, run.ToString());
    }
}
