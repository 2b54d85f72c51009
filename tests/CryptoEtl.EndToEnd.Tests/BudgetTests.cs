using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>What a run may cost is known before it and kept to.</summary>
public sealed class BudgetTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    [SkippableTheory]
    [InlineData("--budget", null)]
    [InlineData(null, "COINGECKO_MAX_PER_DAY")]
    public async Task A_run_beyond_its_budget_costs_nothing_until_it_is_given_more(string? option, string? setting)
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        var poor = await RunAsync(5);
        Assert.True(poor.ExitCode == 4, poor.ToString());
        Assert.Contains("error: coingecko: the run costs 103 credits, 5 are left", poor.Error, StringComparison.Ordinal);
        Assert.Empty(Lakes.Tables(lake));
        Assert.Empty((await simulator.LedgerAsync()).Answers);

        var rich = await RunAsync(200);
        Assert.True(rich.ExitCode == 0, rich.ToString());
        Assert.All((await simulator.LedgerAsync()).Answers, call => Assert.Equal(1, call.Count));
        Assert.Contains("silver/derivatives_contract", Lakes.Tables(lake));

        Task<EtlResult> RunAsync(int credits) => DerivativesAsync(
            simulator, lake, setting is null ? [] : [(setting, $"{credits}")], option is null ? [] : [option, $"{credits}"]);
    }

    /// <summary>DefiLlama counts failed calls, too, so a run can turn out dearer than its plan: the cap holds all the same.</summary>
    [SkippableFact]
    public async Task A_run_that_turns_out_dearer_than_planned_stops_at_the_cap_and_goes_on_with_more()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1", "--faults", "flaky=2");
        var lake = market.NewLake();
        var poor = await RunAsync(7);
        Assert.True(poor.ExitCode == 4, poor.ToString());
        Assert.Contains("error: defillama: the cap per run is 7 calls (DEFILLAMA_MAX_PER_RUN", poor.Error, StringComparison.Ordinal);
        Assert.Empty(Lakes.Tables(lake));
        var first = await simulator.LedgerAsync();
        Assert.NotEmpty(first.Answers);
        Assert.InRange(first.Calls.Where(call => call.Source == "defillama").Sum(call => call.Count), 1, 7);

        var rich = await RunAsync(60);
        Assert.True(rich.ExitCode == 0, rich.ToString());
        Assert.All((await simulator.LedgerAsync()).Answers, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));

        Task<EtlResult> RunAsync(int calls) => DerivativesAsync(simulator, lake, [("DEFILLAMA_MAX_PER_RUN", $"{calls}"), ("SOURCE_ATTEMPTS", "10")], []);
    }

    [SkippableFact]
    public async Task A_plan_has_a_price_and_asks_only_what_the_keys_may_do()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        var cold = await PlanAsync();
        Assert.Equal((1, 0), CallsAndHits(cold, "derivatives"));
        Assert.Equal((2, 0), CallsAndHits(cold, "options-volume"));
        Assert.Equal(103, Source(cold, "coingecko").GetProperty("credits").GetInt64());
        Assert.Equal(500_000, Source(cold, "coingecko").GetProperty("left").GetInt64());
        Assert.Equal(2, (await simulator.LedgerAsync()).Total);

        var run = await DerivativesAsync(simulator, lake, [], []);
        Assert.True(run.ExitCode == 0, run.ToString());
        var asked = await simulator.LedgerAsync();
        var warm = await PlanAsync();
        Assert.Equal((1, 1), CallsAndHits(warm, "derivatives"));
        Assert.Equal((2, 2), CallsAndHits(warm, "options-volume"));
        Assert.Equal(asked.ToString(), (await simulator.LedgerAsync()).ToString());
        Assert.Equal(cold.GetProperty("hash").GetString(), warm.GetProperty("hash").GetString());

        async Task<JsonElement> PlanAsync()
        {
            var plan = await Etl.RunAsync(
                Simulator.Keys("k1"), "plan", "derivatives", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake, "--json");
            Assert.True(plan.ExitCode == 0, plan.ToString());
            return JsonDocument.Parse(plan.Output).RootElement;
        }
    }

    [SkippableFact]
    public async Task Only_the_approved_plan_is_run()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        var other = await DerivativesAsync(simulator, lake, [], ["--plan-hash", "0123456789ab"]);
        Assert.True(other.ExitCode == 2, other.ToString());
        Assert.Contains("--plan-hash 0123456789ab was approved, but the plan is", other.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await simulator.LedgerAsync()).Total);
        Assert.Empty(Lakes.Tables(lake));

        var plan = await Etl.RunAsync(
            Simulator.Keys("k1"), "plan", "derivatives", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake);
        var hash = plan.Output.TrimEnd().Split(' ')[^1];
        var approved = await DerivativesAsync(simulator, lake, [], ["--plan-hash", hash]);
        Assert.True(approved.ExitCode == 0, approved.ToString());
    }

    /// <summary>Two pipelines, two lakes, one key: a shared budget folder keeps them under the limit of the key together.</summary>
    [SkippableFact]
    public async Task Two_processes_that_share_a_key_are_never_told_to_slow_down()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1", "--rate", "60");
        var place = market.NewFolder("shared");
        var runs = await Task.WhenAll(
            new[] { ("derivatives", "one"), ("coinbase", "two") }.Select(run =>
            {
                var settings = Simulator.Keys("k1");
                (settings["ETL_BUDGET"], settings["ETL_CACHE"]) = (Path.Combine(place, "budget"), Path.Combine(place, run.Item2, "cache"));
                return Etl.RunAsync(
                    settings, "run", run.Item1, "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", Path.Combine(place, run.Item2, "lake"));
            }));
        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.ToString()));
        var ledger = await simulator.LedgerAsync();
        Assert.Equal((0, true), (ledger.Throttled, ledger.Calls.Where(call => call.Source == "coingecko").Sum(call => call.Count) > 16));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(place, "budget"), "coingecko-*.json"));
    }

    private static Task<EtlResult> DerivativesAsync(Simulator simulator, string lake, (string Name, string Value)[] settings, string[] more)
    {
        var all = Simulator.Keys("k1");
        foreach (var (name, value) in settings)
            all[name] = value;
        return Etl.RunAsync(all, ["run", "derivatives", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake, .. more]);
    }

    private static (int Calls, int Hits) CallsAndHits(JsonElement plan, string endpoint)
    {
        var price = plan.GetProperty("endpoints").EnumerateArray().Single(price => price.GetProperty("endpoint").GetString() == endpoint);
        return (price.GetProperty("calls").GetInt32(), price.GetProperty("cacheHits").GetInt32());
    }

    private static JsonElement Source(JsonElement plan, string name) =>
        plan.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("source").GetString() == name);
}
