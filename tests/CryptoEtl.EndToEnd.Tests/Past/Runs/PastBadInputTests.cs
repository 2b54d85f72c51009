namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>What makes no sense is refused before anything is asked, and what nobody knows is named.</summary>
public sealed class PastBadInputTests(PastRuns past) : IClassFixture<PastRuns>
{
    [Theory]
    [InlineData("--from 2024-02-01 is after --to 2024-01-01", "historical", "--from", "2024-02-01", "--to", "2024-01-01")]
    [InlineData("--from 2024-02-01 is after --to 2024-01-01", "universe", "--from", "2024-02-01", "--to", "2024-01-01")]
    [InlineData("--from is 'yesterday', which is not a day", "universe", "--from", "yesterday")]
    [InlineData("--assets names no asset", "historical", "--assets", ",")]
    [InlineData("live has no past", "live", "--hourly")]
    [InlineData("derivatives has no past", "derivatives", "--from", "2024-02-01")]
    [InlineData("run universe first, or name --assets", "historical")]
    public async Task A_senseless_part_of_the_past_is_a_usage_error(string cause, string pipeline, params string[] options)
    {
        var lake = past.NewLake();
        await past.Simulator.ForgetAsync();
        var run = await PastRuns.RunAsync(2, past.Simulator, pipeline, SyntheticMarket.Now, lake, options);
        Assert.Contains("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(cause, run.Error, StringComparison.Ordinal);
        Assert.Empty(Lakes.Tables(lake));
        Assert.Empty((await past.Simulator.LedgerAsync()).Answers);
    }

    [SkippableFact]
    public async Task Days_without_a_member_are_a_usage_error()
    {
        var lake = await past.ReadyLakeAsync("historical");
        var run = await PastRuns.RunAsync(2, past.Simulator, "historical", SyntheticMarket.Now, lake, "--to", "2020-01-01");
        Assert.Contains("has no member on these days", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The others named are kept; asked again, the note stays and nothing is asked.</summary>
    [Theory]
    [InlineData("universe", "note: no-such-coin: on no list of CoinGecko")]
    [InlineData("historical", "note: no-such-coin: no daily point of it is held")]
    public async Task An_id_that_nobody_knows_is_named(string pipeline, string note)
    {
        var lake = past.NewLake();
        var run = await PastRuns.RunAsync(past.Simulator, pipeline, SyntheticMarket.Now, lake, "--assets", "bitcoin,no-such-coin");
        Assert.Contains(note, run.Output, StringComparison.Ordinal);
        Assert.Contains("bronze/historical_chart", Lakes.Tables(lake));

        await past.Simulator.ForgetAsync();
        var later = await PastRuns.RunAsync(past.Simulator, pipeline, "2024-03-01T12:01:00Z", lake, "--assets", "bitcoin,no-such-coin");
        Assert.Contains(note, later.Output, StringComparison.Ordinal);
        Assert.Equal("", (await past.Simulator.LedgerAsync()).ToString());
    }
}
