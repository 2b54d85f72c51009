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

    private static LiveSnapshot Snapshot(Batch market, Batch? social = null, Batch? onchain = null, int top = 200) => LiveSnapshot.Of(
        market, Listing(("bitcoin", "Bitcoin", "btc", null), ("other", "Other", "oth", null)), social, onchain ?? Onchain(), top, Origin);
}
