using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>Rows of both tables, on a lake in a folder.</summary>
public sealed class MakeFeatureDaysTests
{
    [Fact]
    public async Task Rows_are_there_where_bars_are_and_say_what_they_were_made_of()
    {
        using var lake = await SilverLake.MakeAsync(restated: true);
        await new FeatureActivities(lake).RunAsync(SilverLake.Features);

        var (rows, market) = (await lake.ReadAsync(FeatureTables.Asset), await lake.ReadAsync(FeatureTables.Market));
        var expected = from day in Enumerable.Range(0, SilverLake.Days)
                       from asset in Enumerable.Range(0, SilverLake.Assets)
                       where SilverLake.HasBar(asset, day) && (asset, day) != (6, 25)
                       select (SilverLake.At(day).UtcDateTime, SilverLake.Asset(asset));
        Assert.Equal(expected, Enumerable.Range(0, rows.RowCount).Select(row => (rows.Instants("date")[row]!.Value, rows.Texts("asset_id")[row]!)));
        Assert.All(Enumerable.Range(0, rows.RowCount), row => Assert.InRange(rows.Instants("max_published_at")[row]!.Value, DateTime.MinValue, rows.Instants("decision_time")[row]!.Value));
        Assert.Equal(SilverLake.Days, market.RowCount);
        Assert.False(lake.HasWorkFiles());
    }

    /// <summary>The return of a bar that was restated five days later is first seen by the row after that.</summary>
    [Fact]
    public async Task A_restatement_is_seen_from_its_publication_on()
    {
        using var plain = await SilverLake.MakeAsync(restated: false);
        using var restated = await SilverLake.MakeAsync(restated: true);
        await new FeatureActivities(plain).RunAsync(SilverLake.Features);
        await new FeatureActivities(restated).RunAsync(SilverLake.Features);

        var (before, after) = (await VolatilityAsync(plain, 1), await VolatilityAsync(restated, 1));
        Assert.Equal(before[..44], after[..44]);
        Assert.NotEqual(before[44], after[44]);
    }

    [Fact]
    public async Task Assets_that_a_run_left_without_their_market_are_not_written_again()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var activities = new FeatureActivities(lake);
        var (given, again) = (new BatchId("features", SilverLake.Features.Slot.AddMinutes(-1)), SilverLake.Features);
        var plan = await activities.PlanAsync(given);
        await activities.PrepareAsync(given, plan);
        await activities.CommitAsync(given, await activities.MakeAsync(given, plan, 0), FeatureTables.Asset, "given up");

        await activities.RunAsync(again);

        var (rows, market) = (await lake.ReadAsync(FeatureTables.Asset), await lake.ReadAsync(FeatureTables.Market));
        var keys = Enumerable.Range(0, rows.RowCount).Select(row => (rows.Instants("date")[row], rows.Texts("asset_id")[row])).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(SilverLake.Days, keys.Select(key => key.Item1).Distinct().Count());
        Assert.Equal(SilverLake.Days, market.RowCount);
        Assert.Equal([given.Id, again.Id], rows.Texts(Tables.BatchId).Distinct());
    }

    private static async Task<double?[]> VolatilityAsync(SilverLake lake, int asset)
    {
        var rows = await lake.ReadAsync(FeatureTables.Asset);
        return [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.Texts("asset_id")[row] == SilverLake.Asset(asset)).Select(row => rows.Numbers("vol_30d")[row])];
    }
}
