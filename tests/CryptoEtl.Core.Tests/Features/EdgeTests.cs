using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Features.Reference;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>Panels at the limits of what a panel can be.</summary>
public sealed class EdgeTests
{
    private static readonly Tape Markets = RandomTape.Make(61, assets: 6, days: 120, dirt: 0.3);

    private static IEnumerable<string> Keys => [.. Markets.Assets, Columns.Market];

    [Fact]
    public void Days_outside_the_observations_have_no_rows()
    {
        var rows = Rows.ByEngine(Markets, Markets.FirstDay - 20, Markets.LastDay + 20);
        Assert.All(rows.Keys.Where(row => row.Key != Columns.Market), row => Assert.InRange(row.Day, Markets.FirstDay, Markets.LastDay));
        Assert.Equal(0, rows.Value(Columns.Market, Markets.FirstDay - 20, "universe_n"));
        Assert.Equal(0, rows.Value(Columns.Market, Markets.LastDay + 20, "universe_n"));
        Assert.Equal(double.NaN, rows.Value(Columns.Market, Markets.LastDay + 20, "mkt_ret_1d"));
        var inside = Rows.ByEngine(Markets, Markets.FirstDay, Markets.LastDay);
        var differences = new Differences();
        for (var day = Markets.FirstDay; day <= Markets.LastDay; day++)
            differences.Compare(inside, rows, day, Keys, Differences.IsSame);
        differences.Throw("days outside run too");
    }

    [Fact]
    public void An_asset_without_bars_has_no_rows_and_changes_nothing()
    {
        var more = Enumerable.Range(Markets.FirstDay, 100).SelectMany(day => new[] { new Told("zero", (int)Field.Tvl, day, 5e6, null), new Told("zero", (int)Field.MarketCap, day, 5e9, null) });
        var with = new Tape(Markets.Config, [.. Markets.Records, .. more], [.. Markets.Members, .. Enumerable.Range(Markets.FirstDay, 120).Select(day => ("zero", day))]);
        var (before, after) = (Rows.ByEngine(Markets, Markets.FirstDay, Markets.LastDay), Rows.ByEngine(with, Markets.FirstDay, Markets.LastDay));
        var differences = new Differences();
        for (var day = Markets.FirstDay; day <= Markets.LastDay; day++)
            differences.Compare(before, after, day, Keys, Differences.IsSame);
        differences.Throw("an asset without bars");
        Assert.DoesNotContain(after.Keys, row => row.Key == "zero");
    }

    [Fact]
    public void A_panel_without_assets_has_a_market_without_members()
    {
        var rows = Rows.ByEngine(new FeatureEngine(new FeaturePanel(new(), [], new Membership(0))), 737_500, 737_502);
        Assert.Equal(3, rows.Keys.Count());
        Assert.All(rows.Keys, row => Assert.Equal(0, rows.Value(row.Key, row.Day, "universe_n")));
    }

    [Fact]
    public void A_column_that_there_is_not_is_refused_by_name() =>
        Assert.Contains("no_such", Assert.Throws<BadInputException>(() => new FeatureEngine(Markets.Panel(), ["rsi_14", "no_such"]).Run(Markets.FirstDay, Markets.LastDay, _ => { })).Message, StringComparison.Ordinal);

    [Fact]
    public void Assets_of_equal_caps_share_their_rank_and_the_first_by_name_is_among_the_largest()
    {
        var equal = Markets.With(record => record.Series == (int)Field.MarketCap ? record with { Value = 1e9 } : record) with { Config = Markets.Config with { TopN = 4 } };
        var days = Enumerable.Range(0, 12).Select(step => Markets.LastDay - 10 * step).ToArray();
        var (expected, got) = (Rows.ByDefinition(equal, days), Rows.ByEngine(equal, Markets.FirstDay, Markets.LastDay));
        var differences = new Differences();
        foreach (var day in days)
            differences.Compare(expected, got, day, Keys, Differences.IsNear);
        differences.Throw("equal caps");
        Assert.Contains(days, day => Plain.Has(expected.Value(Columns.Market, day, "avg_corr_30")));
    }

    [Fact]
    public void Volumes_far_below_one_keep_their_digits()
    {
        var small = Markets.With(record => record.Series is (int)Field.Volume or (int)Field.DexVolume ? record with { Value = record.Value * 1e-18 } : record);
        var day = Markets.LastDay - 3;
        var (expected, got, differences) = (Rows.ByDefinition(small, [day]), Rows.ByEngine(small, day, day), new Differences());
        differences.Compare(expected, got, day, Keys, Differences.IsNear);
        differences.Throw("small volumes");
        Assert.Contains(Markets.Assets, asset => Plain.Has(got.Value(asset, day, "volume_z_30")));
        Assert.Contains(Markets.Assets, asset => Plain.Has(got.Value(asset, day, "dex_volume_z_30")));
    }

    [Fact]
    public void What_is_too_large_for_a_number_is_null()
    {
        var wild = Markets.With(record => record.Series switch
        {
            <= (int)Field.Close => record with { Value = record.Day % 2 == 0 ? 1e-200 : 1e200 },
            (int)Field.MarketCap => record with { Value = 1.5e308 },
            (int)Field.Tvl => record with { Value = 1e-320 },
            _ => record,
        });
        var rows = Rows.ByEngine(wild, Markets.FirstDay, Markets.LastDay);
        Assert.All(rows.Keys, row => Assert.DoesNotContain(rows[row.Key, row.Day]!, double.IsInfinity));
        var last = Markets.LastDay - 1;
        Assert.All(["mcap_hhi", "top10_share", "mkt_ret_1d"], column => Assert.Equal(double.NaN, rows.Value(Columns.Market, last, column)));
        Assert.All(rows.Keys.Where(row => row.Day == last && row.Key != Columns.Market), row => Assert.Equal(double.NaN, rows.Value(row.Key, last, "mcap_share")));
    }
}
