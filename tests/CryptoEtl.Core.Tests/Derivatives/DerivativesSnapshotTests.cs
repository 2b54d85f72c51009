using static CryptoEtl.Core.Tests.Derivatives.DerivativesRows;

namespace CryptoEtl.Core.Tests.Derivatives;

public sealed class DerivativesSnapshotTests
{
    [Fact]
    public void Funding_becomes_a_fraction_per_eight_hours_where_the_interval_is_known_and_the_raw_figure_stays()
    {
        var snapshot = Snapshot(
            Contracts(new Listed("BitMEX", "XBTUSD") { Funding = 0.01 }, new Listed("Small", "BTC") { Funding = 0.01 }),
            Tickers(("bitmex", "XBTUSD", "XBT", "bitcoin"), ("small", "BTC", "BTC", "bitcoin")));

        Assert.Equal([0.0001, null], snapshot.Contracts.Numbers("funding_8h"));
        Assert.Equal([0.01, 0.01], snapshot.Contracts.Numbers("funding_rate_raw"));
        Assert.Equal([8d, null], snapshot.Contracts.Numbers("funding_interval_hours"));
        Assert.All(snapshot.Contracts.Texts("funding_unit"), unit => Assert.Equal("percent_per_interval", unit));
    }

    [Fact]
    public void An_interval_of_the_users_own_is_used()
    {
        var snapshot = Snapshot(Contracts(new Listed("Small", "BTC") { Funding = 0.01 }), intervals: "small=1");
        Assert.Equal(0.0008, snapshot.Contracts.Numbers("funding_8h")[0]!.Value, 12);
    }

    [Fact]
    public void Of_venues_that_moved_contracts_one_by_one_only_bitcoin_and_ether_have_a_known_interval()
    {
        var snapshot = Snapshot(
            Contracts(new Listed("Binance (Futures)", "BTCUSDT"), new Listed("Binance (Futures)", "DOGEUSDT") { Index = "DOGE" }),
            Tickers(("binance_futures", "BTCUSDT", "BTC", "bitcoin"), ("binance_futures", "DOGEUSDT", "DOGE", "dogecoin")));
        Assert.Equal([8d, null], snapshot.Contracts.Numbers("funding_interval_hours"));
    }

    [Fact]
    public void Dated_futures_have_no_funding_and_an_annualised_basis()
    {
        var snapshot = Snapshot(Contracts(new Listed("BitMEX", "XBTZ26") { Type = "futures", Price = 110, IndexPrice = 100, Funding = 0, Expires = Noon.AddDays(73) }));

        Assert.Null(snapshot.Contracts.Numbers("funding_rate_raw")[0]);
        Assert.Equal(0.1, snapshot.Contracts.Numbers("basis")[0]!.Value, 12);
        Assert.Equal(0.5, snapshot.Contracts.Numbers("basis_annualised")[0]!.Value, 12);
    }

    [Theory, InlineData(43860.0, null), InlineData(null, null), InlineData(80.0, 0.25)]
    public void An_index_of_something_else_is_no_basis(double? index, double? basis) =>
        Assert.Equal(basis, Snapshot(Contracts(new Listed("BitMEX", "F") { Price = 100, IndexPrice = index })).Contracts.Numbers("basis")[0]);

    [Fact]
    public void The_ticker_fills_what_the_list_leaves_out_and_is_no_second_contract()
    {
        var snapshot = Snapshot(Contracts(new Listed("BitMEX", "XBTUSD") { OpenInterest = null }), Tickers(("bitmex", "XBTUSD", "XBT", "bitcoin")));
        Assert.Equal((77d, 500d), (Assert.Single(snapshot.Contracts.Numbers("open_interest_usd")), snapshot.Contracts.Numbers("volume_24h_usd")[0]));
    }

    [Fact]
    public void A_ticker_that_the_list_does_not_have_is_a_contract_too()
    {
        var snapshot = Snapshot(Contracts(), Tickers(("bitmex", "XBTUSD", "XBT", "bitcoin")));
        Assert.Equal(("bitmex", "bitcoin", 0.0002), (snapshot.Contracts.Texts("venue_id")[0], snapshot.Contracts.Texts("asset_id")[0], snapshot.Contracts.Numbers("funding_8h")[0]));
    }

    [Fact]
    public void A_price_of_a_multiple_becomes_a_price_of_one_coin()
    {
        var snapshot = Snapshot(Contracts(new Listed("Small", "1000SHIBUSDT") { Index = "SHIB" }), Tickers(("small", "1000SHIBUSDT", "1000SHIB", "shiba-inu")));
        Assert.Equal((1000d, 0.1), (snapshot.Contracts.Numbers("multiplier")[0], snapshot.Contracts.Numbers("price_usd")[0]));
    }

    [Fact]
    public void A_contract_without_coin_id_is_what_its_venues_other_contracts_on_the_index_are()
    {
        var snapshot = Snapshot(
            Contracts(new Listed("BitMEX", "XBTUSD"), new Listed("BitMEX", "XBTZ26"), new Listed("Small", "BTC-PERP")),
            Tickers(("bitmex", "XBTUSD", "XBT", "bitcoin")));

        Assert.Equal(["bitcoin", "bitcoin", null], snapshot.Contracts.Texts("asset_id"));
        Assert.Equal(["ticker", "index", null], snapshot.Contracts.Texts("mapping"));
        Assert.Equal(("small", "its venue's answer does not have the symbol"), (snapshot.Unmapped.Texts("venue_id")[0], snapshot.Unmapped.Texts("reason")[0]));
    }

    [Fact]
    public void An_index_whose_contracts_disagree_maps_nothing()
    {
        var snapshot = Snapshot(
            Contracts(new Listed("BitMEX", "A"), new Listed("BitMEX", "B"), new Listed("BitMEX", "C")),
            Tickers(("bitmex", "A", "BTC", "bitcoin"), ("bitmex", "B", "BTC", "bitcoin-cash")));
        Assert.Equal(["bitcoin", "bitcoin-cash", null], snapshot.Contracts.Texts("asset_id"));
    }

    [Fact]
    public void Sums_leave_out_what_is_not_told_and_say_how_many_told()
    {
        var snapshot = Snapshot(
            Contracts(new Listed("BitMEX", "A") { OpenInterest = 10 }, new Listed("BitMEX", "B") { OpenInterest = null }, new Listed("Small", "C") { OpenInterest = 5, Type = "futures" }),
            Mapping(("bitmex", "A"), ("bitmex", "B"), ("small", "C")));
        var assets = snapshot.Assets;

        Assert.Equal((15d, 2L, 10d, 5d), (assets.Numbers("open_interest_usd")[0], assets.Integers("open_interest_contracts")[0], assets.Numbers("perp_open_interest_usd")[0], assets.Numbers("futures_open_interest_usd")[0]));
        Assert.Equal((3L, 2L, 1500d), (assets.Integers("contracts")[0], assets.Integers("venues")[0], assets.Numbers("volume_24h_usd")[0]));
    }

    [Fact]
    public void Funding_of_an_asset_is_weighted_by_open_interest()
    {
        var snapshot = Snapshot(
            Contracts(new Listed("BitMEX", "A") { OpenInterest = 30, Funding = 0.01 }, new Listed("BitMEX", "B") { OpenInterest = 10, Funding = 0.05 }, new Listed("BitMEX", "C") { OpenInterest = null, Funding = 9 }),
            Mapping(("bitmex", "A"), ("bitmex", "B"), ("bitmex", "C")));
        Assert.Equal(0.0002, snapshot.Assets.Numbers("funding_8h")[0]!.Value, 12);
        Assert.Equal(0.0005, snapshot.Assets.Numbers("funding_8h_median")[0]!.Value, 12);
    }

    [Fact]
    public void Nothing_told_is_null_and_not_zero()
    {
        var snapshot = Snapshot(Contracts(new Listed("Small", "A") { OpenInterest = null, Volume = null, Funding = null }), Mapping(("small", "A")));
        Assert.All(["open_interest_usd", "funding_8h", "futures_open_interest_usd", "basis_futures_annualised"], column => Assert.Null(snapshot.Assets.Numbers(column)[0]));
    }

    [Theory]
    [InlineData("BTC", 101.0, "bitcoin")]
    [InlineData("BTC", 150.0, null)]
    [InlineData("BTC", null, null)]
    [InlineData("WIF", 100.0, null)]
    public void An_onchain_perpetual_is_mapped_by_ticker_and_price_together(string ticker, double? price, string? asset)
    {
        var snapshot = Snapshot(
            Contracts(new Listed("BitMEX", "A")), Tickers(("bitmex", "A", "BTC", "bitcoin")), Perps(("hl-btc", "Hyperliquid", ticker, price, 0.00001)));
        var row = Array.IndexOf(snapshot.Contracts.Texts("source"), "defillama");

        Assert.Equal(asset, snapshot.Contracts.Texts("asset_id")[row]);
        Assert.Equal(0.00008, snapshot.Contracts.Numbers("funding_8h")[row]!.Value, 12);
        Assert.Null(snapshot.Contracts.Numbers("open_interest_usd")[row]);
    }

    [Fact]
    public void The_market_row_sums_each_kind_and_keeps_what_was_not_asked_null()
    {
        var market = Snapshot(Contracts(new Listed("BitMEX", "A")), volumes: Volumes(("options_premium", 3), ("options_premium", 4), ("options_notional", null))).Market;

        Assert.Equal((7d, null, null), (market.Numbers("options_premium_24h_usd")[0], market.Numbers("options_notional_24h_usd")[0], market.Numbers("onchain_perp_volume_24h_usd")[0]));
        Assert.Equal(0, market.Numbers("mapped_share_of_volume")[0]);
    }

    [Fact]
    public void A_venue_is_shown_beside_its_own_figures_even_without_contracts()
    {
        var venues = Snapshot(Contracts(new Listed("BitMEX", "A"))).Venues;
        Assert.Equal(["binance_futures", "bitmex", "small"], venues.Texts("venue_id"));
        Assert.Equal([null, 1000d, null], venues.Numbers("open_interest_usd"));
        Assert.All(venues.Numbers("reported_open_interest_btc"), btc => Assert.Equal(5, btc));
    }

    /// <summary>Tickers that map these contracts to bitcoin and tell nothing else.</summary>
    private static Batch Mapping(params (string Venue, string Symbol)[] contracts)
    {
        var tickers = Tickers([.. contracts.Select(contract => (contract.Venue, contract.Symbol, "BTC", (string?)"bitcoin"))]);
        Array.Fill(tickers.Numbers("open_interest_usd"), null);
        Array.Fill(tickers.Numbers("volume_24h_usd"), null);
        return tickers;
    }
}
