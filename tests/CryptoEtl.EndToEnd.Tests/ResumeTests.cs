namespace CryptoEtl.EndToEnd.Tests;

/// <summary>An interrupted run, resumed, asks for what it does not have and for nothing else.</summary>
/// <remarks>
/// What was under way when the process was killed is in the simulator's ledger, but nobody has it: it is asked for again. Everything that had
/// been kept is not. Quotas (<c>/key</c>, <c>/usage</c>) are no answers: each start may ask for them.
/// </remarks>
public sealed class ResumeTests(UndisturbedRuns undisturbed) : IClassFixture<UndisturbedRuns>
{
    private Simulator Upstream => undisturbed.Simulator;

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
        await AssertResumedAsync(pipeline, lake => Recorded(lake) >= answers);
    }

    [SkippableTheory]
    [InlineData("coinbase", "bronze/coinbase_ticker/_delta_log")]
    [InlineData("coinbase", "silver/coinbase_state")]
    [InlineData("derivatives", "bronze/derivatives_ticker/_delta_log")]
    [InlineData("derivatives", "gate/verdict/_delta_log")]
    [InlineData("derivatives", "silver/derivatives_contract/_delta_log")]
    public async Task A_run_killed_after_its_answers_asks_for_none_again(string pipeline, string folder)
    {
        var asked = await AssertResumedAsync(pipeline, lake => Directory.Exists(Path.Combine(lake, folder)));
        Assert.Empty(asked);
    }

    [SkippableFact]
    public async Task A_run_that_is_interrupted_asks_for_the_missing_ones_only()
    {
        var asked = await AssertResumedAsync("derivatives", lake => Recorded(lake) >= 5, async run =>
        {
            var ended = await run.InterruptAsync();
            Assert.True(ended.ExitCode == 130, ended.ToString());
        });
        Assert.NotEmpty(asked);
    }

    /// <returns>What the resumed run asked for.</returns>
    private async Task<IReadOnlyList<LedgerCall>> AssertResumedAsync(string pipeline, Func<string, bool> isTime, Func<Etl, Task>? stop = null)
    {
        var lake = await StoppedAsync(pipeline, isTime, stop ?? (run => run.KillAsync()));
        var answered = (await Upstream.LedgerAsync()).Answers.ToList();
        var kept = UndisturbedRuns.Kept(lake);
        Assert.InRange(kept, 1, answered.Count);

        await Upstream.ForgetAsync();
        var run = await Etl.RunAsync(UndisturbedRuns.Quick, undisturbed.Arguments(pipeline, lake));
        Assert.True(run.ExitCode == 0, run.ToString());
        var asked = (await Upstream.LedgerAsync()).Answers.ToList();
        Assert.All(asked, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        var (expected, all) = await undisturbed.TablesAsync(pipeline);
        Assert.Equal((all, all - kept), (UndisturbedRuns.Kept(lake), asked.Count));
        Lakes.AssertSame(expected, await DuckDb.ReadLakeAsync(lake));
        return asked;
    }

    /// <summary>On a busy machine a run can end before it is stopped; then another is tried.</summary>
    private async Task<string> StoppedAsync(string pipeline, Func<string, bool> isTime, Func<Etl, Task> stop)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await Upstream.ForgetAsync();
            var lake = undisturbed.NewLake();
            using var run = Etl.Start(UndisturbedRuns.Slow, undisturbed.Arguments(pipeline, lake));
            while (!isTime(lake) && !run.HasEnded)
                await Task.Delay(2);
            if (run.HasEnded)
                continue;
            await stop(run);
            return lake;
        }

        throw new InvalidOperationException("no run was stopped in time");
    }

    private static int Recorded(string lake) => UndisturbedRuns.Files(Path.Combine(lake, "raw", "requests"));
}
