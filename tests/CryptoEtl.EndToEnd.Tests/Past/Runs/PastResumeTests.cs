namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>A run over the past, stopped anywhere and resumed, asks for what it does not have and leaves the lake of an undisturbed one.</summary>
public sealed class PastResumeTests(PastRuns past) : IClassFixture<PastRuns>
{
    private readonly Interruption interruption = new(past);

    /// <summary>How many answers are recorded when the kill comes.</summary>
    [SkippableTheory]
    [InlineData("universe", 2)]
    [InlineData("universe", 30)]
    [InlineData("historical", 1)]
    [InlineData("historical", 60)]
    public async Task A_run_killed_between_answers_asks_for_the_missing_ones_only(string pipeline, int answers)
    {
        Assert.NotEmpty(await interruption.AssertResumedAsync(pipeline, lake => Recorded(pipeline, lake) >= answers, isAmidAnswers: true));
    }

    [SkippableTheory]
    [InlineData("universe", 20)]
    [InlineData("historical", 20)]
    public async Task A_run_that_is_interrupted_asks_for_the_missing_ones_only(string pipeline, int answers)
    {
        var asked = await interruption.AssertResumedAsync(pipeline, lake => Recorded(pipeline, lake) >= answers, Interruption.InterruptAsync, isAmidAnswers: true);
        Assert.NotEmpty(asked);
    }

    [SkippableTheory]
    [InlineData("universe", "bronze/universe_listing/_delta_log")]
    [InlineData("universe", "silver/universe_identity")]
    [InlineData("historical", "gate/verdict/_delta_log/00000000000000000001.json")]
    [InlineData("historical", "silver/historical_market")]
    public async Task A_run_killed_after_its_answers_asks_for_none_again(string pipeline, string path)
    {
        Assert.Empty(await interruption.AssertResumedAsync(pipeline, lake => Path.Exists(Path.Combine(lake, path))));
    }

    /// <summary>Killed as soon as each of its stages shows, one after the other.</summary>
    [SkippableTheory]
    [InlineData("universe", "raw/pages/universe-20240301T120000Z", "bronze/historical_chart", "gate/verdict/_delta_log", "bronze/historical_chart/_delta_log",
        "bronze/historical_coverage/_delta_log", "silver/universe", "silver/universe_identity/_delta_log")]
    [InlineData("historical", "raw/pages/historical-20240301T120000Z", "bronze/historical_candle", "bronze/historical_dex/_delta_log", "bronze/historical_tvl/_delta_log",
        "bronze/historical_coverage/_delta_log/00000000000000000001.json", "silver/historical_onchain", "silver/historical_market/_delta_log")]
    public async Task A_run_killed_at_one_stage_after_the_other_leaves_the_same_lake(string pipeline, params string[] stages)
    {
        var lake = await past.ReadyLakeAsync(pipeline);
        var kills = 0;
        foreach (var stage in stages.Select(stage => Path.Combine(lake, stage)))
        {
            using var run = Etl.Start(past.Quick, past.Arguments(pipeline, lake));
            while (!Path.Exists(stage) && !run.HasEnded)
                await Task.Delay(1);
            kills += run.HasEnded ? 0 : 1;
            await run.KillAsync();
        }

        Assert.InRange(kills, stages.Length / 2, stages.Length);
        await PastRuns.RunAsync(past.Simulator, pipeline, SyntheticMarket.Now, lake);
        Lakes.AssertSame((await past.TablesAsync(pipeline)).Tables, await DuckDb.ReadLakeAsync(lake));
    }

    private static int Recorded(string pipeline, string lake) =>
        UndisturbedRuns.Files(Path.Combine(lake, "raw", "requests", $"{pipeline}-{SyntheticMarket.RunId.Split('-', 2)[1]}"));
}
