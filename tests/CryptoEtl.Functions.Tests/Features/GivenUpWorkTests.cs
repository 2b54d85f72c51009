using CryptoEtl.Core;
using CryptoEtl.Data.Features;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask.Client;
using Moq;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>What other runs put aside, when a run is planned.</summary>
public sealed class GivenUpWorkTests : IAsyncLifetime
{
    private static readonly BatchId Older = new("features", SilverLake.Features.Slot.AddDays(-1)) { Scope = "1a2b3c4d" };

    private static readonly double[][] Columns = [[1, double.NaN]];

    private SilverLake lake = null!;

    public async Task InitializeAsync() => lake = await SilverLake.MakeAsync(restated: false);

    public Task DisposeAsync()
    {
        lake.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, true)]
    [InlineData(OrchestrationRuntimeStatus.Pending, true)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false)]
    public async Task A_run_that_may_go_on_keeps_its_files_however_old_and_one_that_has_ended_does_not(OrchestrationRuntimeStatus status, bool kept)
    {
        await PutAsideAsync(Older, TimeSpan.FromDays(400));
        var activities = new FeatureActivities(lake);
        activities.Runs.Setup(runs => runs.GetInstanceAsync(Older.Id, false, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OrchestrationMetadata(nameof(RunOrchestrator), Older.Id) { RuntimeStatus = status });

        await activities.PlanAsync(SilverLake.Features);

        string[] own = [$"{SilverLake.Features.Id}/assets", $"{SilverLake.Features.Id}/members"];
        Assert.Equal(kept ? [.. own, $"{Older.Id}/columns-0-0", $"{Older.Id}/members"] : own, lake.WorkFiles());
    }

    [Theory]
    [InlineData(6.9, true)]
    [InlineData(7.1, false)]
    public async Task A_run_that_the_engine_does_not_know_keeps_its_files_for_a_week(double days, bool kept)
    {
        await PutAsideAsync(Older, TimeSpan.FromDays(days));
        await new FeatureActivities(lake).PlanAsync(SilverLake.Features);
        Assert.Equal(kept, lake.WorkFiles().Contains($"{Older.Id}/members"));
    }

    [Fact]
    public async Task The_newest_file_of_a_run_counts_and_what_no_run_of_ours_put_there_stays()
    {
        await PutAsideAsync(Older, TimeSpan.FromDays(30));
        await new FeatureWork(lake.Lake.Storage, Older).WriteAsync("columns-0-1", Columns);
        Directory.CreateDirectory(lake.PlaceOf("_features/notes"));
        await File.WriteAllTextAsync(lake.PlaceOf("_features/notes/a.txt"), "mine");

        await new FeatureActivities(lake).PlanAsync(SilverLake.Features);

        Assert.Equal(6, lake.WorkFiles().Count());
        Assert.Contains("notes/a.txt", lake.WorkFiles());
    }

    [Fact]
    public async Task A_run_that_starts_anew_puts_everything_aside_again()
    {
        var activities = new FeatureActivities(lake);
        var plan = await activities.PlanAsync(Older);
        await activities.PrepareAsync(Older, plan);
        activities.Runs.Setup(runs => runs.GetInstanceAsync(Older.Id, false, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OrchestrationMetadata(nameof(RunOrchestrator), Older.Id) { RuntimeStatus = OrchestrationRuntimeStatus.Failed });
        await activities.PlanAsync(SilverLake.Features);
        Assert.DoesNotContain(lake.WorkFiles(), file => file.StartsWith(Older.Id, StringComparison.Ordinal));

        Assert.Equal(SilverLake.Days, (await activities.RunAsync(Older)).Days.Sum(block => block.Days));
    }

    private async Task PutAsideAsync(BatchId run, TimeSpan age)
    {
        var work = new FeatureWork(lake.Lake.Storage, run);
        await work.WriteAsync("members", Array.Empty<(int, string)>());
        await work.WriteAsync("columns-0-0", Columns);
        foreach (var file in Directory.EnumerateFiles(lake.PlaceOf($"_features/{run.Id}")))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file) - age);
    }
}
