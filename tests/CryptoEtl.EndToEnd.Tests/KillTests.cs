namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Kill anywhere, end the same.</summary>
public sealed class KillTests(UndisturbedRuns undisturbed) : IClassFixture<UndisturbedRuns>
{
    /// <summary>What a run has just written when it is killed.</summary>
    [SkippableTheory]
    [InlineData("raw/sha256")]
    [InlineData("raw/requests")]
    [InlineData("bronze/live_market")]
    [InlineData("bronze/live_market/_delta_log")]
    [InlineData("gate/verdict/_delta_log")]
    [InlineData("silver/live_mapping")]
    [InlineData("silver/live_mapping/_delta_log")]
    [InlineData("silver/live/_delta_log")]
    [InlineData("features/live_asset")]
    public async Task A_run_killed_as_soon_as_a_folder_appears_and_resumed_leaves_the_same_lake(string folder)
    {
        var lake = await KilledAtAsync(folder);
        await AssertSameAfterResumeAsync(lake);
    }

    /// <summary>On a busy machine a run can end before the kill arrives; then another is tried.</summary>
    private async Task<string> KilledAtAsync(string folder)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var lake = undisturbed.NewLake();
            using var run = Etl.Start(undisturbed.Quick, undisturbed.Arguments("live", lake));
            while (!Directory.Exists(Path.Combine(lake, folder)) && !run.HasEnded)
                await Task.Yield();
            await run.KillAsync();
            if (!Directory.Exists(Path.Combine(lake, "features/live_market/_delta_log")))
                return lake;
        }

        throw new InvalidOperationException($"no run was killed between {folder} and its end");
    }

    [SkippableFact]
    public async Task A_run_killed_again_and_again_leaves_the_same_lake()
    {
        var lake = undisturbed.NewLake();
        var moments = new Random(11);
        for (var kill = 0; kill < 6; kill++)
        {
            using var run = Etl.Start(undisturbed.Quick, undisturbed.Arguments("live", lake));
            await Task.Delay(moments.Next(300, 1500));
            await run.KillAsync();
        }

        await AssertSameAfterResumeAsync(lake);
    }

    [SkippableFact]
    public async Task A_slot_that_is_done_is_joined_and_nothing_is_written_twice()
    {
        var lake = undisturbed.NewLake();
        Assert.Equal(0, (await Etl.RunAsync(undisturbed.Quick, undisturbed.Arguments("live", lake))).ExitCode);
        var before = await DuckDb.ReadLakeAsync(lake);

        var again = await Etl.RunAsync(undisturbed.Quick, undisturbed.Arguments("live", lake));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("was started before", again.Error, StringComparison.Ordinal);
        Lakes.AssertSame(before, await DuckDb.ReadLakeAsync(lake));
    }

    private async Task AssertSameAfterResumeAsync(string lake)
    {
        var resumed = await Etl.RunAsync(undisturbed.Quick, undisturbed.Arguments("live", lake));
        Assert.True(resumed.ExitCode == 0, resumed.ToString());

        Lakes.AssertSame((await undisturbed.TablesAsync("live")).Tables, await DuckDb.ReadLakeAsync(lake));
    }
}
