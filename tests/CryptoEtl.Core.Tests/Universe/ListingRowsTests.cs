using CryptoEtl.Core.Live;
using CryptoEtl.Core.Tests.Universe.Identity;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Core.Tests.Universe;

public sealed class ListingRowsTests
{
    private static readonly DateTimeOffset Seen = new(2026, 3, 1, 0, 10, 0, TimeSpan.Zero);
    private static readonly RowOrigin Origin = new(new("universe", Seen), Seen, "ab");

    [Fact]
    public void A_coin_on_both_lists_is_active_and_a_coin_listed_twice_counts_once()
    {
        var rows = ListingRows.Of(List("a", "b", "a", ""), List("b", "c"), Newest(), Listed.Rows([]));

        Assert.Equal(["a", "b", "c"], rows.Texts("asset_id"));
        Assert.Equal(["active", "active", "inactive"], rows.Texts("status"));
        Assert.All(rows.Texts("raw_sha256"), hash => Assert.Equal("ab", hash));
        Assert.All(rows.Instants("observed_at"), at => Assert.Equal(Seen.UtcDateTime, at));
    }

    [Fact]
    public void When_a_coin_was_listed_stays_known_after_it_is_new_no_more()
    {
        var held = Listed.Rows([new(0, "old", "o", "Old", Activated: 3), new(0, "moved", "m", "Moved", Activated: 4)]);

        var rows = ListingRows.Of(List("moved", "new", "old", "undated"), List(), Newest(("new", 9), ("moved", 5)), held);

        Assert.Equal([Day(5), Day(9), Day(3), null], rows.Instants("activated_at"));
    }

    [Fact]
    public void Of_a_stablecoin_the_row_over_all_chains_is_kept_once()
    {
        var answer = new BatchBuilder(UniverseTables.Stablecoin);
        foreach (var (id, chain, name) in new[] { ("1", "Ethereum", "x"), ("1", "all", "Tether"), ("2", "all", "USDC"), ("1", "all", "again"), (null, "all", "nobody") })
            answer.Text("stablecoin_id", id).Text("chain", chain).Text("name", name).Text("peg_type", "peggedUSD").Number("price_usd", 1).Origin(Origin, Seen, TimeSpan.Zero).EndRow();

        var rows = StablecoinRows.Of(answer.Build());

        Assert.Equal(["Tether", "USDC"], rows.Texts("name"));
        Assert.Equal(UniverseTables.Stablecoins, rows.Table);
        Assert.All(rows.Texts("revision"), Assert.Null);
    }

    private static DateTime? Day(int day) => Listed.Start.AddDays(day).UtcDateTime;

    private static Batch List(params string[] assets)
    {
        var rows = new BatchBuilder(LiveTables.Listing);
        foreach (var asset in assets)
            rows.Text("asset_id", asset).Text("symbol", asset).Text("name", asset).Origin(Origin, Seen, TimeSpan.Zero).EndRow();
        return rows.Build();
    }

    private static Batch Newest(params (string Asset, int Day)[] coins)
    {
        var rows = new BatchBuilder(UniverseTables.NewCoin);
        foreach (var (asset, day) in coins)
            rows.Text("asset_id", asset).Instant("activated_at", Listed.Start.AddDays(day)).Origin(Origin, Seen, TimeSpan.Zero).EndRow();
        return rows.Build();
    }
}
