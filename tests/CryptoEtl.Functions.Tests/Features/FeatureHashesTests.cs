using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Features;
using CryptoEtl.Functions.Features.Proof;
using Microsoft.DurableTask.Client;
using Moq;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>Rows of one configuration only.</summary>
public sealed class FeatureHashesTests
{
    private static readonly FeatureConfig Usual = new(), Other = new() { MaxGapDays = 5 };

    [Fact]
    public async Task Another_configuration_than_that_of_the_rows_is_refused_before_anything_is_written()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        await new FeatureActivities(lake).RunAsync(new("features", SilverLake.Features.Slot.AddMinutes(-1)), to: SilverLake.First.AddDays(9));

        var refused = await Assert.ThrowsAsync<BadInputException>(() => new FeatureActivities(lake, Other).PlanAsync(SilverLake.Features));

        Assert.StartsWith($"features_asset_daily has rows of configuration {Usual.Hash}, but this one is {Other.Hash}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("FEATURES_CONFIG", refused.Message, StringComparison.Ordinal);
        Assert.Contains("features/asset_daily, features/market_daily, features/health", refused.Message, StringComparison.Ordinal);
        Assert.False(lake.HasWorkFiles());
        Assert.Equal(70, (await new FeatureActivities(lake).PlanAsync(SilverLake.Features)).Days.Sum(block => block.Days));
    }

    [Fact]
    public async Task It_is_refused_too_where_every_day_is_there_and_where_only_the_market_has_rows()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        await new FeatureActivities(lake, Other).RunAsync(SilverLake.Features);
        await Assert.ThrowsAsync<BadInputException>(() => new FeatureActivities(lake).PlanAsync(SilverLake.Features));
        await Assert.ThrowsAsync<BadInputException>(() => new FeatureProof(lake.Lake, Usual).RunAsync(new(), (_, _) => { }, default));

        Directory.Delete(lake.PlaceOf(FeatureTables.Asset.Folder), recursive: true);
        var market = await Assert.ThrowsAsync<BadInputException>(() => PlanAsync(lake.Again(), Usual));
        Assert.StartsWith("features_market_daily has rows of configuration", market.Message, StringComparison.Ordinal);
        Assert.Empty((await PlanAsync(lake.Again(), Other)).Days);
    }

    /// <summary>A run that was killed may be resumed by a process with other settings.</summary>
    [Fact]
    public async Task A_run_does_not_go_on_with_another_configuration_than_it_was_planned_with()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var plan = await new FeatureActivities(lake).PlanAsync(SilverLake.Features);
        Assert.Equal(Usual.Hash, plan.ConfigHash);

        var refused = await Assert.ThrowsAsync<BadInputException>(() => new FeatureActivities(lake, Other).PrepareAsync(SilverLake.Features, plan));
        Assert.Contains($"planned with configuration {Usual.Hash}, but this one is {Other.Hash}", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BadInputException>(() => new MakeAssetColumns(lake.Lake, Other).RunAsync(new(SilverLake.Features, plan, 0), default));
        await Assert.ThrowsAsync<BadInputException>(() => new FeatureActivities(lake, Other).MakeAsync(SilverLake.Features, plan, 0));
        await Assert.ThrowsAsync<BadInputException>(() => new JudgeFeatureHealth(lake.Lake, Other).RunAsync(new(SilverLake.Features, plan, 0), default));
    }

    private static Task<FeaturePlan> PlanAsync(Lake lake, FeatureConfig config) =>
        new PlanFeatures(lake, config, new StoppedClock(SilverLake.Features.Slot)).RunAsync(new(SilverLake.Features, RunScope.Whole), new Mock<DurableTaskClient>("test").Object, default);
}
