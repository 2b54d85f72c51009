using CryptoEtl.Core.Coinbase;
using static CryptoEtl.Core.Tests.Coinbase.CoinbaseRows;

namespace CryptoEtl.Core.Tests.Coinbase;

public sealed class CoinbaseMarketsTests
{
    [Fact]
    public void Products_and_tickers_meet_on_the_pair_whatever_the_case()
    {
        var markets = CoinbaseMarkets.Of(Products(("BTC-USD", "online", false)), Tickers(("btc", "usd", "bitcoin", false)), Origin).Markets;

        Assert.Equal(("bitcoin", "ticker", "online"), (markets.Texts("asset_id")[0], markets.Texts("mapping")[0], markets.Texts("state")[0]));
        Assert.Equal((true, true, 10d), (markets.Flags("tradable")[0]!.Value, markets.Flags("in_tickers")[0]!.Value, markets.Numbers("last_usd")[0]!.Value));
    }

    [Fact]
    public void A_product_without_ticker_is_mapped_by_its_base_if_all_pairs_of_it_agree()
    {
        var tickers = Tickers(("BTC", "USD", "bitcoin", false), ("SUN", "USD", "sun-a", false), ("SUN", "EUR", "sun-b", false));
        var markets = CoinbaseMarkets.Of(Products(("BTC-GBP", "online", false), ("NEW-USD", "online", false), ("SUN-GBP", "online", false)), tickers, Origin).Markets;

        Assert.Equal(["bitcoin", null, null], markets.Texts("asset_id").Take(3));
        Assert.Equal(["base", "no ticker has this base", "tickers of this base name several assets"], markets.Texts("mapping").Take(3));
    }

    [Theory]
    [InlineData("online", false, "online", true)]
    [InlineData("online", true, "trading_disabled", false)]
    [InlineData("online", null, "online", true)]
    [InlineData("offline", true, "offline", false)]
    [InlineData("delisted", true, "delisted", false)]
    public void The_state_tells_a_stopped_product_apart(string status, bool? disabled, string state, bool tradable)
    {
        var markets = CoinbaseMarkets.Of(Products(("A-USD", status, disabled)), Tickers(), Origin).Markets;
        Assert.Equal((state, tradable), (markets.Texts("state")[0], markets.Flags("tradable")[0]));
    }

    [Fact]
    public void Every_disagreement_is_listed_with_its_kind()
    {
        var products = Products(("BTC-USD", "online", false), ("NEW-USD", "online", false), ("OLD-USD", "delisted", true), ("SLOW-USD", "online", false), ("GONE-USD", "offline", true));
        var tickers = Tickers(("BTC", "USD", "b", false), ("OLD", "USD", "o", false), ("SLOW", "USD", "s", true), ("LOST", "USD", "l", false), ("GONE", "USD", "g", true));
        var differences = CoinbaseMarkets.Of(products, tickers, Origin).Differences;

        Assert.Equal(
            [("NEW-USD", "online_without_ticker"), ("OLD-USD", "closed_with_fresh_ticker"), ("SLOW-USD", "online_with_stale_ticker"), ("LOST-USD", "ticker_without_product")],
            differences.Texts("product_id").Zip(differences.Texts("kind")));
    }

    [Fact]
    public void An_asset_is_tradable_when_one_of_its_products_is()
    {
        var (markets, _) = CoinbaseMarkets.Of(
            Products(("BTC-USD", "online", false), ("BTC-EUR", "offline", true)), Tickers(("BTC", "USD", "bitcoin", false), ("BTC", "EUR", "bitcoin", true)), Origin);
        var stretches = ListingHistory.After([], [("BTC-USD", "bitcoin", "online")], new HashSet<string>(), new DateOnly(2026, 6, 30));
        var assets = CoinbaseAssets.Of(markets, stretches, Origin);

        Assert.Equal(("bitcoin", true, 2L, 1L, "USD"), (
            assets.Texts("asset_id")[0], assets.Flags("tradable")[0], assets.Integers("products")[0], assets.Integers("tradable_products")[0], assets.Texts("quotes")[0]));
        Assert.Equal(new DateTime(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc), assets.Instants("first_seen_online")[0]);
    }
}
