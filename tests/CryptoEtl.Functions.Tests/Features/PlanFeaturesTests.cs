using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Historical;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Features;
using Microsoft.DurableTask.Client;
using Moq;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>Which days are made, on a lake in a folder.</summary>
public sealed class PlanFeaturesTests
{
    [Fact]
    public async Task All_days_of_the_bars_are_planned_in_blocks_of_a_month()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var plan = await new FeatureActivities(lake).PlanAsync(SilverLake.Features);

        Assert.Equal([(Day(0), 31), (Day(31), 31), (Day(62), 18)], plan.Days.Select(block => (block.First, block.Days)));
        Assert.Equal((SilverLake.Assets, 1, -1L, -1L), (plan.Assets, plan.AssetBlocks, plan.AssetVersion, plan.MarketVersion));
    }

    [Fact]
    public async Task A_day_whose_decision_time_has_not_come_is_not_planned()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var activities = new FeatureActivities(lake);

        // The row of day 9 is made on day 10 at 01:00.
        Assert.Equal(9, DaysOf(await activities.PlanAsync(new("features", SilverLake.At(10).AddMinutes(59)))));
        Assert.Equal(10, DaysOf(await activities.PlanAsync(new("features", SilverLake.At(10).AddMinutes(60)))));
    }

    [Fact]
    public async Task Days_that_are_there_are_left_out_and_the_hole_between_them_is_planned()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var activities = new FeatureActivities(lake);
        await activities.RunAsync(Batch(0), SilverLake.First, SilverLake.First.AddDays(9));
        await activities.RunAsync(Batch(1), SilverLake.First.AddDays(15), SilverLake.First.AddDays(19));

        var plan = await activities.PlanAsync(SilverLake.Features, SilverLake.First, SilverLake.First.AddDays(25));

        Assert.Equal([(Day(10), 5), (Day(20), 6)], plan.Days.Select(block => (block.First, block.Days)));
        Assert.Equal((1L, 1L), (plan.AssetVersion, plan.MarketVersion));
    }

    [Fact]
    public async Task An_empty_lake_and_a_choice_of_assets_are_refused()
    {
        using var lake = new SilverLake();
        var empty = await Assert.ThrowsAsync<BadInputException>(() => new FeatureActivities(lake).PlanAsync(SilverLake.Features));
        Assert.Equal("features needs bars: run universe, historical and gate first", empty.Message);

        var plan = new PlanFeatures(lake.Lake, new FeatureConfig(), new StoppedClock(SilverLake.Features.Slot));
        var chosen = await Assert.ThrowsAsync<BadInputException>(() => plan.RunAsync(new(SilverLake.Features, new(Assets: ["bitcoin"])), new Mock<DurableTaskClient>("test").Object, default));
        Assert.Contains("--assets does not suit it", chosen.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_batch_of_bars_stops_it()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var verdict = new Verdict(
            HistoricalTables.SilverMarket.FullName, Decision.Halt, 1, 0, 1, 1, 0.05, new Dictionary<string, int>(), ["HB101: lossy"], new string('a', 64));
        await new VerdictLedger(lake.Lake, new(null)).AppendAsync(SilverLake.Silver, SilverLake.Silver.Slot, [verdict], "halt");

        var halted = await Assert.ThrowsAsync<GateHaltedException>(() => new FeatureActivities(lake).PlanAsync(SilverLake.Features));
        Assert.Contains($"features builds on silver_historical_market, whose batch {SilverLake.Silver.Id} was refused: HB101: lossy", halted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_batch_of_derivatives_does_not()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        await lake.JudgeAsync(SilverLake.DerivativesOf(70), Decision.Halt);

        Assert.Equal(SilverLake.Days, DaysOf(await new FeatureActivities(lake).PlanAsync(SilverLake.Features)));
    }

    private static BatchId Batch(int minute) => new("features", SilverLake.Features.Slot.AddMinutes(minute - 3));

    private static int DaysOf(FeaturePlan plan) => plan.Days.Sum(block => block.Days);

    private static int Day(int at) => SilverLake.First.AddDays(at).DayNumber;
}
