namespace CryptoEtl.EndToEnd.Tests;

/// <summary>What passes leaves no trace: the tables are those of a healthy upstream.</summary>
public sealed class TransientFaultTests(HealthyLake healthy) : IClassFixture<HealthyLake>
{
    [SkippableTheory]
    [InlineData("slow=200")]
    [InlineData("reset")]
    [InlineData("throttle")]
    [InlineData("flaky")]
    [InlineData("missing-pages")]
    [InlineData("drift")]
    [InlineData("drip")]
    [InlineData("truncate")]
    public async Task A_fault_that_passes_leaves_the_tables_of_a_healthy_run(string fault)
    {
        var lake = healthy.Market.NewLake();
        foreach (var pipeline in SyntheticMarket.Pipelines)
        {
            var run = await healthy.RunAsync(pipeline, lake, fault);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        await AssertHealthyAsync(lake, SyntheticMarket.Pipelines);
    }

    /// <summary>A limit of the minute is over with the next minute only. All wait for the same one.</summary>
    [SkippableFact]
    public async Task A_minute_that_is_used_up_and_all_faults_at_once_only_cost_time()
    {
        var cases = new[] { "error-in-200=1", "all-transient,error-in-200=1" }
            .SelectMany(faults => SyntheticMarket.Pipelines.Select(pipeline => (faults, pipeline, lake: healthy.Market.NewLake()))).ToList();
        var ended = await Task.WhenAll(cases.Select(one =>
            healthy.RunAsync(one.pipeline, one.lake, one.faults, HealthyLake.Settings(("SOURCE_ATTEMPTS", "10"), ("SOURCE_LONGEST_PAUSE", "00:01:05")))));
        Assert.All(cases.Zip(ended), one => Assert.True(one.Second.ExitCode == 0, $"{one.First} {one.Second}"));
        foreach (var (_, pipeline, lake) in cases.Where(one => one.pipeline != "live"))
            await AssertHealthyAsync(lake, [pipeline]);
        foreach (var (_, _, lake) in cases.Where(one => one.pipeline == "live"))
            await healthy.AssertSameRowsAsync("live", await DuckDb.ReadLakeAsync(lake), "bronze");
    }

    private async Task AssertHealthyAsync(string lake, IEnumerable<string> pipelines)
    {
        var tables = await DuckDb.ReadLakeAsync(lake);
        foreach (var pipeline in pipelines)
            await healthy.AssertSameRowsAsync(pipeline, tables);
    }
}
