namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Stops a run at a moment, resumes it, and compares what it then asked and left with an undisturbed one.</summary>
internal sealed class Interruption(UndisturbedRuns undisturbed)
{
    private Simulator Upstream => undisturbed.Simulator;

    /// <returns>What the resumed run asked for.</returns>
    public async Task<IReadOnlyList<LedgerCall>> AssertResumedAsync(string pipeline, Func<string, bool> isTime, Func<Etl, Task>? stop = null)
    {
        var (lake, before) = await StoppedAsync(pipeline, isTime, stop ?? (run => run.KillAsync()));
        var answered = (await Upstream.LedgerAsync()).Answers.ToList();
        var kept = UndisturbedRuns.Kept(lake);
        Assert.InRange(kept - before, 1, answered.Count);

        await Upstream.ForgetAsync();
        var run = await Etl.RunAsync(undisturbed.Quick, undisturbed.Arguments(pipeline, lake));
        Assert.True(run.ExitCode == 0, run.ToString());
        var asked = (await Upstream.LedgerAsync()).Answers.ToList();
        Assert.All(asked, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        var (expected, all) = await undisturbed.TablesAsync(pipeline);
        Assert.Equal((all, all - kept), (UndisturbedRuns.Kept(lake), asked.Count));
        Lakes.AssertSame(expected, await DuckDb.ReadLakeAsync(lake));
        return asked;
    }

    /// <summary>On a busy machine a run can end before it is stopped; then another is tried.</summary>
    private async Task<(string Lake, int KeptBefore)> StoppedAsync(string pipeline, Func<string, bool> isTime, Func<Etl, Task> stop)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var lake = await undisturbed.ReadyLakeAsync(pipeline);
            var before = UndisturbedRuns.Kept(lake);
            await Upstream.ForgetAsync();
            using var run = Etl.Start(undisturbed.Slow, undisturbed.Arguments(pipeline, lake));
            while (!isTime(lake) && !run.HasEnded)
                await Task.Delay(2);
            if (run.HasEnded)
                continue;
            await stop(run);
            return (lake, before);
        }

        throw new InvalidOperationException("no run was stopped in time");
    }

    /// <summary>Answers on record in a lake.</summary>
    public static int Recorded(string lake) => UndisturbedRuns.Files(Path.Combine(lake, "raw", "requests"));
}
