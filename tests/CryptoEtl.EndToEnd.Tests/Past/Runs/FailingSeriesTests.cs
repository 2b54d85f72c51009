namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>A series that cannot be fetched costs the others nothing; the same command asks for it again, and for it alone.</summary>
public sealed class FailingSeriesTests(PastRuns past) : IClassFixture<PastRuns>
{
    /// <summary>In the slot of the first run, and later than its last answer on a slow machine too: time goes forward from run to run.</summary>
    private const string EndOfTheMinute = "2024-03-01T12:00:59Z";

    [SkippableFact]
    public async Task Charts_that_fail_are_told_and_asked_for_alone_by_the_same_command() => await AssertMendedAsync("universe",
        ("/coins/bitcoin/market_chart/range", 500, "{}", "failed: bitcoin: chart bitcoin: "),
        ("/coins/velo-chain/market_chart/range", 200, "{\"prices\":[[17", "failed: velo-chain: chart velo-chain: "));

    [SkippableFact]
    public async Task Series_that_fail_are_told_and_asked_for_alone_by_the_same_command() => await AssertMendedAsync("historical",
        ("/coins/bitcoin/ohlc/range", 500, "{}", "failed: bitcoin: candle bitcoin: "),
        ("/coins/1/time-series/v2", 500, "{}", "failed: bitcoin: social 1: "),
        ("/tvl/protocol/parent-0-v1", 200, "[[", "tvl parent-0-v1: "));

    private async Task AssertMendedAsync(string pipeline, params (string Path, int Status, string Body, string Failure)[] spoilt)
    {
        using var proxy = new SpoilingProxy(past.Simulator) { Spoilt = spoilt.ToDictionary(one => one.Path, one => (one.Status, one.Body)) };
        var lake = await past.ReadyLakeAsync(pipeline);
        var failed = await RunAsync(5, $"{pipeline}-2024");
        Assert.Contains($"error: {Series(failed)} series could not be fetched; the same command again asks for these only", failed.Error, StringComparison.Ordinal);
        Assert.All(spoilt, one => Assert.Contains(one.Failure, failed.Output, StringComparison.Ordinal));

        await past.Simulator.ForgetAsync();
        var still = await RunAsync(5, $"{pipeline}~r2-2024", EndOfTheMinute);
        Assert.Equal(Series(failed), Series(still));
        Assert.Empty((await past.Simulator.LedgerAsync()).Answers);

        proxy.Spoilt = new Dictionary<string, (int, string)>();
        await RunAsync(0, $"{pipeline}~r3-2024", EndOfTheMinute);
        var asked = (await past.Simulator.LedgerAsync()).Answers.ToList();
        Assert.Equal(Series(failed), asked.Count);
        Assert.All(asked, call => Assert.Contains(spoilt, one => call.Request.Contains(one.Path, StringComparison.Ordinal)));
        Assert.Equal(await past.ValuesAsync(pipeline), await NewestValues.OfAsync(lake));

        async Task<EtlResult> RunAsync(int exitCode, string id, string now = SyntheticMarket.Now)
        {
            var run = await Etl.RunAsync(
                new Dictionary<string, string?>(past.Quick) { ["SOURCE_ATTEMPTS"] = "2", ["SOURCE_LONGEST_PAUSE"] = "00:00:00.1" },
                "run", pipeline, "--upstream", proxy.Address, "--now", now, "--lake", lake);
            Assert.True(run.ExitCode == exitCode, run.ToString());
            Assert.Contains(id, run.Output.Split('\n')[0], StringComparison.Ordinal);
            return run;
        }
    }

    private static int Series(EtlResult run) => run.Output.Split('\n').Count(line => line.StartsWith("failed: ", StringComparison.Ordinal));
}
