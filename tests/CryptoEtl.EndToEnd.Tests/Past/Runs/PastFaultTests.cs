using System.Text.RegularExpressions;

namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>What passes leaves no trace; what does not pass ends the run with its cause, and nothing of it is visible.</summary>
public sealed class PastFaultTests(PastRuns past) : IClassFixture<PastRuns>
{
    [SkippableTheory]
    [InlineData("slow=20")]
    [InlineData("reset=11")]
    [InlineData("throttle")]
    [InlineData("flaky=7")]
    [InlineData("drift")]
    [InlineData("truncate=13")]
    [InlineData("out-of-order")]
    public async Task A_fault_that_passes_leaves_the_tables_of_a_healthy_run(string fault)
    {
        var lake = past.NewLake();
        foreach (var pipeline in PastRuns.Pipelines)
        {
            var run = await past.FaultyAsync(pipeline, lake, fault, ("SOURCE_ATTEMPTS", "8"), ("SOURCE_LONGEST_PAUSE", "00:00:01.1"));
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        Assert.Equal(await past.ValuesAsync("historical"), await NewestValues.OfAsync(lake));
    }

    [SkippableTheory]
    [InlineData("down", "503")]
    [InlineData("html", "access refused (403")]
    public async Task A_broken_upstream_ends_the_run_with_its_cause_and_nothing_is_visible(string fault, string cause)
    {
        foreach (var pipeline in PastRuns.Pipelines)
        {
            var lake = await past.ReadyLakeAsync(pipeline);
            var before = Lakes.Tables(lake);
            var run = await past.FaultyAsync(pipeline, lake, fault, ("SOURCE_ATTEMPTS", "2"), ("SOURCE_LONGEST_PAUSE", "00:00:00.1"));
            Assert.True(run.ExitCode == 5, run.ToString());
            Assert.Matches($"error: .*{Regex.Escape(cause)}", run.Error);
            Assert.Equal(before, Lakes.Tables(lake));
        }
    }
}
