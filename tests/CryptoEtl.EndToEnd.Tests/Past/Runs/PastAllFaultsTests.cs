namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>A class of its own, so that others run while it waits for the next minute.</summary>
public sealed class PastAllFaultsTests(PastRuns past) : IClassFixture<PastRuns>
{
    private const string AllOthers = "slow=1,reset=11,throttle=3,flaky=7,missing-pages,drift,drip=10,truncate=13";

    [SkippableFact]
    public async Task A_minute_that_is_used_up_and_all_other_faults_at_once_only_cost_time()
    {
        var cases = new List<(string Pipeline, string Lake, string Faults, string LongestPause)>();
        foreach (var pipeline in PastRuns.Pipelines)
        {
            cases.Add((pipeline, await past.ReadyLakeAsync(pipeline), "error-in-200=1", "00:01:05"));
            cases.Add((pipeline, await past.ReadyLakeAsync(pipeline), AllOthers, "00:00:01.1"));
        }

        var ended = await Task.WhenAll(cases.Select(one => past.FaultyAsync(
            one.Pipeline, one.Lake, one.Faults, ("SOURCE_ATTEMPTS", "12"), ("SOURCE_LONGEST_PAUSE", one.LongestPause))));
        Assert.All(ended, run => Assert.True(run.ExitCode == 0, run.ToString()));
        foreach (var one in cases)
            Assert.Equal(await past.ValuesAsync(one.Pipeline), await NewestValues.OfAsync(one.Lake));
    }
}
