namespace CryptoEtl.EndToEnd.Tests;

/// <summary>An interrupted run, resumed, asks for what it does not have and for nothing else.</summary>
/// <remarks>
/// What was under way when the process was killed is in the simulator's ledger, but nobody has it: it is asked for again. Everything that had
/// been kept is not. Quotas (<c>/key</c>, <c>/usage</c>) are no answers: each start may ask for them.
/// </remarks>
public sealed class ResumeTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    /// <summary>A slow pace, so that kills fall between answers; a short lease, so that what was under way is not waited for.</summary>
    private static readonly (string, string)[] Slow =
    [
        ("COINGECKO_CALLS_PER_MINUTE", "240"), ("LIVE_LINKS", "3"), ("CACHE_LEASE", "00:00:02"),
    ];

    /// <summary>How many answers are recorded when the kill comes.</summary>
    [SkippableTheory]
    [InlineData("coinbase", 1)]
    [InlineData("coinbase", 3)]
    [InlineData("derivatives", 1)]
    [InlineData("derivatives", 4)]
    [InlineData("derivatives", 9)]
    [InlineData("derivatives", 15)]
    [InlineData("live", 1)]
    [InlineData("live", 3)]
    [InlineData("live", 6)]
    public async Task A_run_killed_between_answers_asks_for_the_missing_ones_only(string pipeline, int answers)
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        await AssertResumedAsync(simulator, pipeline, lake => Recorded(lake) >= answers);
    }

    [SkippableTheory]
    [InlineData("coinbase", "bronze/coinbase_ticker/_delta_log")]
    [InlineData("coinbase", "silver/coinbase_state")]
    [InlineData("derivatives", "bronze/derivatives_ticker/_delta_log")]
    [InlineData("derivatives", "gate/verdict/_delta_log")]
    [InlineData("derivatives", "silver/derivatives_contract/_delta_log")]
    public async Task A_run_killed_after_its_answers_asks_for_none_again(string pipeline, string folder)
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var asked = await AssertResumedAsync(simulator, pipeline, lake => Directory.Exists(Path.Combine(lake, folder)));
        Assert.Empty(asked);
    }

    /// <summary>Ctrl-C lets nothing fall.</summary>
    [SkippableFact]
    public async Task A_run_that_is_interrupted_and_resumed_asks_nothing_twice()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        using (var run = Etl.Start(Settings(), Arguments(simulator, "derivatives", lake)))
        {
            await UntilAsync(run, () => Recorded(lake) >= 5);
            var ended = await run.InterruptAsync();
            Assert.True(ended.ExitCode == 130, ended.ToString());
        }

        await EndsWellAsync(simulator, "derivatives", lake);
        Assert.All((await simulator.LedgerAsync()).Answers, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        await AssertLikeUndisturbedAsync(simulator, "derivatives", lake);
    }

    /// <returns>What the resumed run asked for.</returns>
    private async Task<IReadOnlyList<LedgerCall>> AssertResumedAsync(Simulator simulator, string pipeline, Func<string, bool> isTime)
    {
        var lake = await KilledAsync(simulator, pipeline, isTime);
        var answered = (await simulator.LedgerAsync()).Answers.ToList();
        var kept = Kept(lake);
        Assert.InRange(kept, 1, answered.Count);

        await simulator.ForgetAsync();
        await EndsWellAsync(simulator, pipeline, lake);
        var asked = (await simulator.LedgerAsync()).Answers.ToList();
        Assert.All(asked, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        Assert.Equal(Kept(lake) - kept, asked.Count);
        Assert.InRange(asked.Select(call => call.Request).Intersect(answered.Select(call => call.Request)).Count(), 0, answered.Count - kept);

        await AssertLikeUndisturbedAsync(simulator, pipeline, lake);
        return asked;
    }

    /// <summary>On a busy machine a run can end before the kill arrives; then another is tried.</summary>
    private async Task<string> KilledAsync(Simulator simulator, string pipeline, Func<string, bool> isTime)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await simulator.ForgetAsync();
            var lake = market.NewLake();
            using var run = Etl.Start(Settings(), Arguments(simulator, pipeline, lake));
            await UntilAsync(run, () => isTime(lake));
            var ended = run.HasEnded;
            await run.KillAsync();
            if (!ended)
                return lake;
        }

        throw new InvalidOperationException("no run was killed in time");
    }

    private static async Task UntilAsync(Etl run, Func<bool> isTime)
    {
        while (!isTime() && !run.HasEnded)
            await Task.Delay(2);
    }

    /// <summary>The cache of the undisturbed lake is its own, so it asks everything itself.</summary>
    private async Task AssertLikeUndisturbedAsync(Simulator simulator, string pipeline, string lake)
    {
        var undisturbed = market.NewLake();
        await EndsWellAsync(simulator, pipeline, undisturbed);
        Assert.Equal(Kept(undisturbed), Kept(lake));
        await Lakes.AssertSameAsync(undisturbed, lake);
    }

    private static async Task EndsWellAsync(Simulator simulator, string pipeline, string lake)
    {
        var run = await Etl.RunAsync(Settings(), Arguments(simulator, pipeline, lake));
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static Dictionary<string, string?> Settings()
    {
        var settings = Simulator.Keys("k1");
        foreach (var (name, value) in Slow)
            settings[name] = value;
        return settings;
    }

    private static string[] Arguments(Simulator simulator, string pipeline, string lake) =>
        ["run", pipeline, "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake];

    private static int Recorded(string lake) => Files(Path.Combine(lake, "raw", "requests"));

    /// <summary>Answers in the cache, one file per request.</summary>
    private static int Kept(string lake) => Files(Path.Combine(lake, "..", "cache", "entries"));

    private static int Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Count() : 0;
}
