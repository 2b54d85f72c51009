using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.Historical;

public sealed class AssetLinksTests
{
    [Fact]
    public void Children_belong_to_their_parents_asset_and_each_counts_once()
    {
        var links = Links(
            [new("1", "uniswap-v2", Parent: "parent#uniswap"), new("2", "uniswap-v3", Parent: "parent#uniswap"), new("2", "uniswap-v3", Parent: "parent#uniswap")],
            [new("2", "uniswap-v3"), new("2", "uniswap-v3")]);

        var work = links.Of("uniswap");

        Assert.Equal(["uniswap-v2", "uniswap-v3"], work.TvlSlugs);
        Assert.Equal(["uniswap-v3"], work.DexSlugs);
        Assert.Empty(work.Requests);
    }

    [Fact]
    public void What_customers_keep_at_an_exchange_is_not_locked() =>
        Assert.Equal(["bsc-lend"], Links([new("1", "binance-cex", "uniswap", Category: "CEX"), new("2", "bsc-lend", "uniswap")], []).Of("uniswap").TvlSlugs);

    /// <summary>The overview has names of its own: only DefiLlama's number says which protocol an exchange is.</summary>
    [Fact]
    public void An_exchange_is_found_by_number_and_asked_by_the_overviews_slug()
    {
        var links = Links([new("7", "curve-dex", "curve")], [new("7", "curve"), new("8", "curve-dex"), new(null, "curve"), new("7", "all", Scope: "all"), new("7", null)]);
        Assert.Equal(["curve"], links.Of("curve").DexSlugs);
    }

    [Fact]
    public void A_protocol_without_a_token_or_of_an_unlisted_one_is_nobodys()
    {
        var links = Links([new("1", "a", null), new("2", "b", "unlisted"), new("3", null, "uniswap")], []);

        Assert.All(new[] { "uniswap", "unlisted", "curve" }, asset => Assert.Empty(links.Of(asset).TvlSlugs));
        Assert.Equal([MappingStatus.Unmatched, MappingStatus.Unmatched, MappingStatus.Mapped], links.Onchain.Select(mapping => mapping.Status));
    }

    [Fact]
    public void A_social_coin_is_known_by_number_and_one_without_a_number_is_left_out()
    {
        var coins = new BatchBuilder(LiveTables.BronzeSocial);
        coins.Text("name", "Uniswap").Text("symbol", "UNI").Number("price_usd", 10).EndRow();
        coins.Integer("lunarcrush_id", 8).Text("name", "Curve").Text("symbol", "CRV").Number("price_usd", 10).EndRow();

        var links = Links([], [], coins.Build());

        Assert.Equal((8L, null), (links.Of("curve").LunarCrushId, links.Of("uniswap").LunarCrushId));
    }

    private sealed record Protocol(string? Id, string? Slug, string? Gecko = null, string? Parent = null, string Category = "Dexs");

    private sealed record Exchange(string? Id, string? Slug, string Scope = "protocol");

    private static AssetLinks Links(Protocol[] protocols, Exchange[] exchanges, Batch? coins = null)
    {
        var onchain = new BatchBuilder(LiveTables.BronzeOnchain);
        foreach (var one in protocols)
        {
            onchain.Text("protocol_id", one.Id).Text("name", one.Slug).Text("slug", one.Slug).Text("gecko_id", one.Gecko)
                .Text("parent_protocol", one.Parent).Text("category", one.Category).EndRow();
        }

        var volumes = new BatchBuilder(HistoricalTables.DexVolume);
        foreach (var one in exchanges)
            volumes.Text("protocol_id", one.Id).Text("slug", one.Slug).Text("scope", one.Scope).Text("measure", "rolling").EndRow();

        var listing = Listing(("uniswap", "Uniswap", "uni", null), ("curve", "Curve", "crv", null));
        return new(
            new AssetDirectory(listing, Market(new Coin("uniswap"), new Coin("curve"))), onchain.Build(), Parents(("parent#uniswap", "uniswap")), volumes.Build(),
            coins ?? new BatchBuilder(LiveTables.BronzeSocial).Build());
    }
}
