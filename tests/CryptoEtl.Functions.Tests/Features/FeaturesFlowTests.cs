using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Features;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;
using Moq;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>The order of a features run, with every activity answered by hand.</summary>
public sealed class FeaturesFlowTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchId Batch = new("features", Noon);

    private readonly Mock<TaskOrchestrationContext> context = new();
    private readonly List<string> calls = [];
    private readonly List<CommitRequest> commits = [];
    private FeaturePlan plan = new(130, 3, [new(738_000, 31), new(738_031, 9)]) { AssetVersion = 4, HealthVersion = 7, MarketVersion = 2 };

    public FeaturesFlowTests()
    {
        context.SetupGet(c => c.CurrentUtcDateTime).Returns(Noon.UtcDateTime);
        Answer<FeaturePlan>(nameof(PlanFeatures), _ => plan);
        Answer<int>(nameof(ReadFeatureInputs), _ => 64);
        Answer<int>(nameof(MakeAssetColumns), _ => 64);
        Answer<FeatureDays>(nameof(MakeFeatureDays), input => Days(((FeatureBlockRequest)input!).Block));
        Answer<JudgedHealth>(nameof(JudgeFeatureHealth), input => new([new($"features_health/{((FeatureBlockRequest)input!).Block}", 5)], HealthNotes.None));
        Answer<Committed>(nameof(CommitBatch), input => Commit((CommitRequest)input!));
        Answer<bool>(nameof(ClearFeatureWork), _ => true);
    }

    [Fact]
    public async Task Assets_are_read_then_made_then_days_are_committed_in_order_and_what_was_put_aside_is_cleared()
    {
        await RunAsync();

        Assert.Equal(
            [
                "PlanFeatures", "ReadFeatureInputs 0", "ReadFeatureInputs 1", "ReadFeatureInputs 2", "MakeAssetColumns 0", "MakeAssetColumns 1", "MakeAssetColumns 2",
                "MakeFeatureDays 0", "MakeFeatureDays 1",
                "JudgeFeatureHealth 0", "CommitBatch features_asset_daily", "CommitBatch features_health", "CommitBatch features_market_daily",
                "JudgeFeatureHealth 1", "CommitBatch features_asset_daily", "CommitBatch features_health", "CommitBatch features_market_daily", "ClearFeatureWork",
            ],
            calls);
    }

    [Fact]
    public async Task Each_commit_builds_on_the_version_that_the_plan_or_the_commit_before_it_saw()
    {
        await RunAsync();

        Assert.Equal(
            [("features_asset_daily", 4L), ("features_health", 7), ("features_market_daily", 2), ("features_asset_daily", 5), ("features_health", 8), ("features_market_daily", 3)],
            commits.Select(commit => (commit.Table, commit.ReadVersion!.Value)));
        Assert.Equal(6, commits.Select(commit => (commit.Table, commit.Transaction)).Distinct().Count());
        Assert.All(commits, commit => Assert.All(commit.Parts, part => Assert.StartsWith(commit.Table, part.Path, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_report_sums_the_rows_of_all_blocks_and_tells_what_share_is_null()
    {
        var report = await RunAsync();

        Assert.Equal(["40 days of 130 assets: 400 rows, 132 columns, 25.0 % null"], report.Notes);
        Assert.Equal([("features_asset_daily", 400L, 6L), ("features_health", 10, 9), ("features_market_daily", 40, 4)], report.Tables.Select(table => (table.Table, table.Rows, table.Version)));
    }

    [Fact]
    public async Task Where_no_day_is_missing_nothing_is_made_and_the_report_says_so()
    {
        plan = plan with { Days = [] };
        var report = await RunAsync();

        Assert.Equal(["PlanFeatures", "ClearFeatureWork"], calls);
        Assert.Equal(["every day that can be made is there"], report.Notes);
        Assert.Empty(report.Tables);
    }

    private Task<RunReport> RunAsync() => RunOrchestrator.RunAsync(context.Object, new RunRequest(Batch));

    private FeatureDays Days(int block)
    {
        var days = plan.Days[block].Days;
        return new(
            [new(FeatureTables.Asset.FullName, new($"features_asset_daily/{block}", 10 * days)), new(FeatureTables.Market.FullName, new($"features_market_daily/{block}", days))],
            10 * days, 100 * days, 25 * days);
    }

    private Committed Commit(CommitRequest commit)
    {
        commits.Add(commit);
        return new(commit.Table, commit.ReadVersion!.Value + 1, commit.Parts.Sum(part => part.Rows), false);
    }

    private void Answer<T>(string activity, Func<object?, T> answer) => context
        .Setup(c => c.CallActivityAsync<T>(It.Is<TaskName>(name => name.Name == activity), It.IsAny<object>(), It.IsAny<TaskOptions>()))
        .Returns((TaskName _, object? input, TaskOptions? _) =>
        {
            calls.Add(input switch
            {
                FeatureBlockRequest block => $"{activity} {block.Block}",
                CommitRequest commit => $"{activity} {commit.Table}",
                _ => activity,
            });
            return Task.FromResult(answer(input));
        });
}
