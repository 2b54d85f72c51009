using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>What a run over the past may cost is known before it and kept to.</summary>
public sealed class PastBudgetTests(PastRuns past) : IClassFixture<PastRuns>
{
    private const string Tomorrow = "2024-03-02T12:00:00Z";

    /// <summary>Nobody can know today which coins are listed tomorrow: the chart of each comes on top.</summary>
    [SkippableFact]
    public async Task A_plan_costs_what_the_run_then_asks()
    {
        using var tomorrow = await past.SimulateAsync(Tomorrow);
        var lake = await past.ReadyLakeAsync("historical");
        foreach (var (pipeline, now, surprises) in new[] { ("historical", SyntheticMarket.Now, 0), ("universe", Tomorrow, await ListedTomorrowAsync()), ("historical", Tomorrow, 0) })
        {
            var upstream = now == Tomorrow ? tomorrow : past.Simulator;
            var credits = Credits(await PlanAsync(upstream, pipeline, now, lake, "--json"));
            await upstream.ForgetAsync();
            await PastRuns.RunAsync(upstream, pipeline, now, lake);
            var spent = (await upstream.LedgerAsync()).Answers.Where(call => call.Source == "coingecko").Sum(call => call.Count);
            Assert.Equal((pipeline, now, credits + surprises), (pipeline, now, spent));
            Assert.InRange(spent, 40, 200);
        }
    }

    [SkippableTheory]
    [InlineData("universe", "--assets", "bitcoin,ethereum")]
    [InlineData("historical")]
    public async Task A_run_beyond_its_budget_costs_nothing_until_it_is_given_more(string pipeline, params string[] scope)
    {
        var lake = await past.ReadyLakeAsync(pipeline);
        var before = Lakes.Tables(lake);
        await past.Simulator.ForgetAsync();
        var poor = await RunAsync(4, "--budget", "2");
        Assert.Matches(@"error: coingecko: the run costs \d+ credits, 2 are left", poor.Error);
        Assert.Equal(before, Lakes.Tables(lake));
        Assert.Empty((await past.Simulator.LedgerAsync()).Answers);

        await RunAsync(0, "--budget", "300");
        Assert.All((await past.Simulator.LedgerAsync()).Answers, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        Assert.NotEqual(before, Lakes.Tables(lake));

        Task<EtlResult> RunAsync(int exitCode, params string[] more) =>
            PastRuns.RunAsync(exitCode, past.Simulator, pipeline, SyntheticMarket.Now, lake, [.. scope, .. more]);
    }

    [SkippableFact]
    public async Task Only_the_approved_plan_is_run()
    {
        var lake = await past.ReadyLakeAsync("historical");
        var whole = HashIn(await PlanAsync(past.Simulator, "historical", SyntheticMarket.Now, lake));
        var part = HashIn(await PlanAsync(past.Simulator, "historical", SyntheticMarket.Now, lake, "--assets", "bitcoin"));
        Assert.NotEqual(whole, part);

        await past.Simulator.ForgetAsync();
        var other = await PastRuns.RunAsync(2, past.Simulator, "historical", SyntheticMarket.Now, lake, "--assets", "bitcoin", "--plan-hash", whole);
        Assert.Contains($"--plan-hash {whole} was approved, but the plan is {part} now", other.Error, StringComparison.Ordinal);
        Assert.Empty((await past.Simulator.LedgerAsync()).Answers);
        await PastRuns.RunAsync(past.Simulator, "historical", SyntheticMarket.Now, lake, "--assets", "bitcoin", "--plan-hash", part);
    }

    private async Task<int> ListedTomorrowAsync()
    {
        var rows = await DuckDb.QueryAsync($"SELECT asset_id FROM read_csv('{past.Market.Tape}/assets.csv', header = true) WHERE on_coingecko AND listed_on = '2024-03-02'");
        return rows.Length;
    }

    private static async Task<string> PlanAsync(Simulator simulator, string pipeline, string now, string lake, params string[] more)
    {
        var plan = await Etl.RunAsync(PastRuns.Settings, ["plan", pipeline, "--upstream", simulator.Address, "--now", now, "--lake", lake, .. more]);
        Assert.True(plan.ExitCode == 0, plan.ToString());
        return plan.Output;
    }

    private static string HashIn(string plan) => plan.TrimEnd().Split(' ')[^1];

    private static int Credits(string plan) => JsonDocument.Parse(plan).RootElement.GetProperty("sources").EnumerateArray()
        .Single(source => source.GetProperty("source").GetString() == "coingecko").GetProperty("credits").GetInt32();
}
