namespace CryptoEtl.EndToEnd.Tests;

/// <summary>What does not pass: an error or a verdict that names the cause, or, where a pipeline does not ask what is spoilt, its usual tables.</summary>
public sealed class HarmfulFaultTests(HealthyLake healthy) : IClassFixture<HealthyLake>
{
    private const string Same = "same";

    /// <summary>Sources lost altogether, and answers that cannot be read.</summary>
    [SkippableTheory]
    [InlineData("down", "503", "503", "503")]
    [InlineData("html", "access refused (403", "access refused (403", "access refused (403")]
    [InlineData("malformed-json", Same, Same, "the answer is cut off")]
    public async Task A_broken_upstream_ends_the_run_with_its_cause_and_nothing_is_visible(string fault, params string[] causes)
    {
        var lake = healthy.Market.NewLake();
        foreach (var (pipeline, cause) in SyntheticMarket.Pipelines.Zip(causes))
        {
            var run = await healthy.RunAsync(pipeline, lake, fault, HealthyLake.Settings(("SOURCE_ATTEMPTS", "2"), ("SOURCE_LONGEST_PAUSE", "00:00:00.2")));
            Assert.Equal((pipeline, cause == Same ? 0 : 5), (pipeline, run.ExitCode));
            Assert.Contains(cause == Same ? "" : cause, run.Error, StringComparison.Ordinal);
        }

        if (!causes.Contains(Same))
        {
            Assert.Empty(Lakes.Tables(lake));
            return;
        }

        var tables = await DuckDb.ReadLakeAsync(lake);
        foreach (var (pipeline, cause) in SyntheticMarket.Pipelines.Zip(causes))
        {
            if (cause == Same)
                await healthy.AssertSameRowsAsync(pipeline, tables);
            else
                Assert.DoesNotContain(tables.Keys, table => table.Contains($"/{pipeline}", StringComparison.Ordinal));
        }
    }

    /// <summary>Numbers as text are read as numbers, JSON as JSON whatever it is called, and repeated rows are held back: what is lost on the way is nothing.</summary>
    [SkippableTheory]
    [InlineData("duplicate-pages")]
    [InlineData("out-of-order")]
    [InlineData("partial-points")]
    [InlineData("drift-types")]
    [InlineData("wrong-content-type")]
    public async Task What_is_spoilt_does_not_reach_silver(string fault)
    {
        var lake = healthy.Market.NewLake();
        foreach (var pipeline in SyntheticMarket.Pipelines)
        {
            var run = await healthy.RunAsync(pipeline, lake, fault);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        var tables = await DuckDb.ReadLakeAsync(lake);
        foreach (var pipeline in SyntheticMarket.Pipelines)
            await healthy.AssertSameRowsAsync(pipeline, tables, "silver|features");
    }

    [SkippableFact]
    public async Task Rows_that_come_twice_are_held_back_by_name_of_the_rule()
    {
        var lake = healthy.Market.NewLake();
        var run = await healthy.RunAsync("coinbase", lake, "duplicate-pages");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Matches(@"CT003 +5 ", run.Output);
    }

    [SkippableFact]
    public async Task Prices_of_the_day_before_yesterday_are_refused()
    {
        var lake = healthy.Market.NewLake();
        var run = await healthy.RunAsync("live", lake, "stale");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Matches(@"LM007 +250 ", run.Output);
        Assert.Contains("error: bronze_live_market refused: LM101", run.Error, StringComparison.Ordinal);

        var tables = await DuckDb.ReadLakeAsync(lake);
        Assert.Equal(3, tables["gate/verdict"].Rows);
        Assert.DoesNotContain(tables.Keys, table => table.StartsWith("silver", StringComparison.Ordinal) || table.StartsWith("features", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Contracts_that_last_traded_the_day_before_yesterday_are_refused()
    {
        var lake = healthy.Market.NewLake();
        var run = await healthy.RunAsync("derivatives", lake, "stale");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains("DC007", run.Output, StringComparison.Ordinal);
        Assert.Contains("error: bronze_derivatives_contract refused: DC101", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Lakes.Tables(lake), table => table.StartsWith("silver", StringComparison.Ordinal));
    }

    /// <summary>Of a listing only the state counts, and that carries no stamp.</summary>
    [SkippableFact]
    public async Task Stamps_of_the_day_before_yesterday_change_nothing_about_listings()
    {
        var lake = healthy.Market.NewLake();
        var run = await healthy.RunAsync("coinbase", lake, "stale");
        Assert.True(run.ExitCode == 0, run.ToString());
        await healthy.AssertSameRowsAsync("coinbase", await DuckDb.ReadLakeAsync(lake), "silver");
    }
}
