namespace CryptoEtl.EndToEnd.Tests;

/// <summary>An interrupted run, resumed, asks for what it does not have and for nothing else.</summary>
/// <remarks>
/// What was under way when the process was killed is in the simulator's ledger, but nobody has it: it is asked for again. Everything that had
/// been kept is not. Quotas (<c>/key</c>, <c>/usage</c>) are no answers: each start may ask for them.
/// </remarks>
public sealed class ResumeTests(UndisturbedRuns undisturbed) : IClassFixture<UndisturbedRuns>
{
    private readonly Interruption interruption = new(undisturbed);

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
        await interruption.AssertResumedAsync(pipeline, lake => Interruption.Recorded(lake) >= answers);
    }

    [SkippableTheory]
    [InlineData("coinbase", "bronze/coinbase_ticker/_delta_log")]
    [InlineData("coinbase", "silver/coinbase_state")]
    [InlineData("derivatives", "bronze/derivatives_ticker/_delta_log")]
    [InlineData("derivatives", "gate/verdict/_delta_log")]
    [InlineData("derivatives", "silver/derivatives_contract/_delta_log")]
    public async Task A_run_killed_after_its_answers_asks_for_none_again(string pipeline, string folder)
    {
        var asked = await interruption.AssertResumedAsync(pipeline, lake => Directory.Exists(Path.Combine(lake, folder)));
        Assert.Empty(asked);
    }

    [SkippableFact]
    public async Task A_run_that_is_interrupted_asks_for_the_missing_ones_only()
    {
        var asked = await interruption.AssertResumedAsync("derivatives", lake => Interruption.Recorded(lake) >= 5, Interruption.InterruptAsync, isAmidAnswers: true);
        Assert.NotEmpty(asked);
    }
}
