using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Where real answers differ from what the source documents, one small answer each. The parsers of history have theirs beside them.</summary>
public sealed class VendorDeviationTests
{
    private static readonly DateTimeOffset Seen = At("2026-06-30T12:00:00");

    [Fact]
    public async Task Fact_8_ranks_with_holes_and_old_rows_stay_as_they_are_given()
    {
        var rows = await ParseAsync(Endpoints.CoinsMarkets, "coins/markets", """
            [{"id":"a","market_cap":5,"market_cap_rank":78,"last_updated":"2026-06-30T11:59:00.000Z"},
             {"id":"b","market_cap":6,"market_cap_rank":77,"last_updated":"2026-06-28T11:59:00.000Z"},{"id":"c","market_cap_rank":null}]
            """, Seen);

        Assert.Equal([78, 77, null], rows.Integers("market_cap_rank"));
        Assert.Equal([Utc("2026-06-30T11:59:00"), Utc("2026-06-28T11:59:00"), Seen.UtcDateTime], rows.Instants(Tables.EventTime));
    }

    [Fact]
    public async Task Fact_10_funding_is_a_percentage_here_and_a_fraction_there()
    {
        var contracts = await ParseAsync(Endpoints.Derivatives, "derivatives", """[{"market":"m","symbol":"s","funding_rate":0.01}]""", Seen);
        var perps = await ParseAsync(Endpoints.OnchainPerps, "perps", """{"data":[{"perp_id":"p","fundingRate":0.0001}]}""", Seen);

        Assert.Equal((0.01, 0.0001), (contracts.Numbers("funding_rate_pct")[0], perps.Numbers("funding_rate")[0]));
    }

    [Fact]
    public async Task Fact_10_contracts_with_nulls_without_symbol_and_doubled_are_all_rows()
    {
        var parsed = await ParseAllAsync(Endpoints.Derivatives, "derivatives", """
            [{"market":"m","symbol":"","price":"1.5","open_interest":null,"spread":null,"index":null,"expired_at":null},
             {"market":"m","symbol":"s","last_traded_at":1782813600},{"market":"m","symbol":"s","last_traded_at":1782813600}]
            """, Seen);

        Assert.Equal(["", "s", "s"], parsed.Rows.Texts("symbol"));
        Assert.Equal((1.5, null, null, null), (
            parsed.Rows.Numbers("price")[0], parsed.Rows.Numbers("open_interest_usd")[0], parsed.Rows.Numbers("spread_pct")[0], parsed.Rows.Numbers("index_price")[0]));
        Assert.All(parsed.Rows.Texts("type_errors"), Assert.Null);
    }

    [Fact]
    public async Task A_venue_may_have_null_open_interest_and_neither_description_nor_page()
    {
        var rows = await ParseAsync(Endpoints.DerivativeVenues, "derivatives/exchanges", """
            [{"id":"x","name":"X","open_interest_btc":null,"trade_volume_24h_btc":"12.5","description":null,"url":null}]
            """, Seen);
        Assert.Equal((null, 12.5, null), (rows.Numbers("open_interest_btc")[0], rows.Numbers("volume_24h_btc")[0], rows.Texts("type_errors")[0]));
    }

    [Fact]
    public async Task A_ticker_may_lack_its_target_coin_and_its_market_cap_and_its_page()
    {
        var rows = await ParseAsync(Endpoints.CoinbaseTickers, "exchanges/gdax/tickers", """
            {"name":"Coinbase Exchange","tickers":[{"base":"btc","target":"usd","coin_id":"bitcoin","trust_score":null,"trade_url":null}]}
            """, Seen);
        Assert.Equal(("BTC", "USD", "bitcoin", null, null), (
            rows.Texts("base")[0], rows.Texts("target")[0], rows.Texts("asset_id")[0], rows.Texts("target_asset_id")[0], rows.Texts("type_errors")[0]));
    }

    [Fact]
    public async Task Fact_13_a_child_has_no_coin_id_and_a_protocol_no_tvl()
    {
        var rows = await ParseAsync(Endpoints.Protocols, "protocols", """[{"id":"1599","name":"Aave V3","gecko_id":null,"tvl":null,"parentProtocol":"parent#aave"}]""", Seen);
        Assert.Equal((null, null, "parent#aave"), (rows.Texts("gecko_id")[0], rows.Numbers("tvl_usd")[0], rows.Texts("parent_protocol")[0]));
    }

    [Fact]
    public async Task A_wrong_cell_in_an_inner_object_is_noted_at_its_row()
    {
        var rows = await ParseAsync(Endpoints.CoinbaseTickers, "exchanges/gdax/tickers", """{"tickers":[{"base":"BTC","converted_last":{"usd":"many"}}]}""", Seen);
        Assert.Equal("converted_last.usd=\"many\"", rows.Texts("type_errors")[0]);
    }
}
