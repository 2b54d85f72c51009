using CryptoEtl.Core.Live;
using FsCheck;
using FsCheck.Fluent;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.Live;

public sealed class LiveSnapshotTests
{
    [Fact]
    public void Assets_are_ranked_by_cap_then_volume_then_id_and_unknown_caps_have_no_rank()
    {
        var rows = Snapshot(Market(
            new Coin("small") { Cap = 1 }, new Coin("b") { Cap = 5 }, new Coin("a") { Cap = 5 }, new Coin("loud") { Cap = 5, Volume = 900 },
            new Coin("unknown") { Cap = null }, new Coin("zero") { Cap = 0 })).Rows;

        Assert.Equal(["loud", "a", "b", "small"], rows.Texts("asset_id"));
        Assert.Equal([1L, 2, 3, 4], rows.Integers("rank").Select(rank => rank!.Value));
    }

    [Fact]
    public void Only_the_top_is_kept() =>
        Assert.Equal(["b"], Snapshot(Market(new Coin("a") { Cap = 1 }, new Coin("b") { Cap = 2 }), top: 1).Rows.Texts("asset_id"));

    [Fact]
    public void Social_figures_are_joined_on_the_mapped_id_only()
    {
        var social = Social((1, "Bitcoin", "btc", 10, null), (2, "Nobody", "none", 10, null));
        var rows = Snapshot(Market(new Coin("bitcoin"), new Coin("other")), social: social).Rows;

        Assert.Equal([1d, null], rows.Numbers("galaxy_score"));
        Assert.Equal([1L, null], rows.Integers("lunarcrush_id"));
    }

    [Fact]
    public void Tvl_is_the_sum_over_protocols_without_exchanges()
    {
        var onchain = Onchain(("v2", "bitcoin", "Dexes", 3), ("v3", "bitcoin", "Dexes", 4), ("cex", "bitcoin", "CEX", 100), ("lost", null, "Dexes", 9));
        var rows = Snapshot(Market(new Coin("bitcoin"), new Coin("other")), onchain: onchain).Rows;

        Assert.Equal([7d, null], rows.Numbers("tvl_usd"));
        Assert.Equal([2L, null], rows.Integers("protocols"));
    }

    [Fact]
    public void Every_row_of_the_other_sources_gets_a_mapping_line()
    {
        var snapshot = Snapshot(Market(new Coin("bitcoin")), Social((1, "X", "x", 1, null)), Onchain(("p", null, "Dexes", 1), ("q", "bitcoin", "Dexes", 1)));
        Assert.Equal(["unmatched", "unmatched", "mapped"], snapshot.Mappings.Texts("status"));
    }

    [Fact]
    public void Ranks_do_not_depend_on_the_order_of_the_page() =>
        Prop.ForAll<int[]>(Gen.Choose(1, 50).ArrayOf().ToArbitrary(), caps =>
        {
            var coins = caps.Select((cap, at) => new Coin($"c{at}") { Cap = cap }).ToArray();
            var shuffled = coins.Reverse().ToArray();
            return Snapshot(Market(coins)).Rows.Texts("asset_id").SequenceEqual(Snapshot(Market(shuffled)).Rows.Texts("asset_id"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Children_of_a_parent_with_a_token_are_summed_and_the_parent_is_no_row()
    {
        var onchain = Onchain(("v2", null, "Dexes", 3), ("v3", null, "Dexes", 4));
        Array.Fill(onchain.Texts("parent_protocol"), "parent#bitcoin");
        var rows = Snapshot(Market(new Coin("bitcoin")), onchain: onchain, parents: Parents(("parent#bitcoin", "bitcoin"))).Rows;
        Assert.Equal(7d, rows.Numbers("tvl_usd")[0]);
    }

    [Theory, InlineData(24, false), InlineData(26, true)]
    public void Derivatives_of_the_newest_day_are_joined_and_told_stale_after_25_hours(int hoursAgo, bool stale)
    {
        var day = DerivativesDay(Noon.AddHours(-hoursAgo), ("bitcoin", 7e9, 0.0001));
        var rows = Snapshot(Market(new Coin("bitcoin"), new Coin("other")), derivatives: day).Rows;

        Assert.Equal([7e9, null], rows.Numbers("open_interest_usd"));
        Assert.Equal([0.0001, null], rows.Numbers("funding_8h"));
        Assert.Equal([stale, null], rows.Flags("derivatives_is_stale"));
        Assert.Equal(Noon.AddHours(-hoursAgo).UtcDateTime, rows.Instants("derivatives_observed_at")[0]);
    }

    [Fact]
    public void A_price_of_an_hour_ago_is_kept_and_told_stale()
    {
        var rows = Snapshot(Market(new Coin("fresh") { Cap = 2 }, new Coin("old") { Cap = 1, LastUpdated = Noon.AddHours(-1) })).Rows;
        Assert.Equal([false, true], rows.Flags("market_is_stale"));
    }

    private static LiveSnapshot Snapshot(
        Batch market, Batch? social = null, Batch? onchain = null, int top = 200, Batch? parents = null, Batch? derivatives = null) => LiveSnapshot.Of(
        new LiveInput(
            market, Listing(("bitcoin", "Bitcoin", "btc", null), ("other", "Other", "oth", null)), social, SocialLinks.None,
            onchain ?? Onchain(), parents ?? Parents(), derivatives ?? DerivativesDay(Noon)),
        top, Origin);
}
