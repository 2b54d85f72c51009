namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Stops a run at a moment, resumes it, and compares what it then asked and left with an undisturbed one.</summary>
internal sealed class Interruption(UndisturbedRuns undisturbed)
{
    private Simulator Upstream => undisturbed.Simulator;

    /// <param name="isTime">Whether a lake has come to where the run is stopped.</param>
    /// <param name="stop">False: the run had ended by itself.</param>
    /// <param name="isAmidAnswers">The run is stopped while some answers are missing.</param>
    /// <returns>What the resumed run asked for.</returns>
    public async Task<IReadOnlyList<LedgerCall>> AssertResumedAsync(string pipeline, Func<string, bool> isTime, Func<Etl, Task<bool>>? stop = null, bool isAmidAnswers = false)
    {
        var (expected, all) = await undisturbed.TablesAsync(pipeline);
        var (lake, before) = await StoppedAsync(pipeline, isTime, stop ?? KillAsync, mostKept: isAmidAnswers ? all - 1 : all);
        var answered = (await Upstream.LedgerAsync()).Answers.ToList();
        var kept = UndisturbedRuns.Kept(lake);
        Assert.InRange(kept - before, 1, answered.Count);

        await Upstream.ForgetAsync();
        var run = await Etl.RunAsync(undisturbed.Quick, undisturbed.Arguments(pipeline, lake));
        Assert.True(run.ExitCode == 0, run.ToString());
        var asked = (await Upstream.LedgerAsync()).Answers.ToList();
        Assert.All(asked, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        Assert.Equal((all, all - kept), (UndisturbedRuns.Kept(lake), asked.Count));
        Lakes.AssertSame(expected, await DuckDb.ReadLakeAsync(lake));
        return asked;
    }

    /// <summary>On a busy machine a run can get past the moment before it is stopped; then another is tried, at half the pace.</summary>
    private async Task<(string Lake, int KeptBefore)> StoppedAsync(string pipeline, Func<string, bool> isTime, Func<Etl, Task<bool>> stop, int mostKept)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var lake = await undisturbed.ReadyLakeAsync(pipeline);
            var before = UndisturbedRuns.Kept(lake);
            await Upstream.ForgetAsync();
            using var run = Etl.Start(undisturbed.Slow(attempt), undisturbed.Arguments(pipeline, lake));
            while (!isTime(lake) && !run.HasEnded)
                await Task.Delay(2);
            if (!run.HasEnded && await stop(run) && UndisturbedRuns.Kept(lake) <= mostKept)
                return (lake, before);
        }

        throw new InvalidOperationException("no run was stopped in time");
    }

    private static async Task<bool> KillAsync(Etl run)
    {
        await run.KillAsync();
        return true;
    }

    /// <summary>Ctrl-C ends a run with 130, unless it was done before it heard of it.</summary>
    public static async Task<bool> InterruptAsync(Etl run)
    {
        var ended = await run.InterruptAsync();
        Assert.True(ended.ExitCode is 130 or 0, ended.ToString());
        return ended.ExitCode == 130;
    }

    /// <summary>Answers on record in a lake.</summary>
    public static int Recorded(string lake) => UndisturbedRuns.Files(Path.Combine(lake, "raw", "requests"));
}
