using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>What CoinGecko says of single coins.</summary>
public sealed class CoinGeckoCoinTests
{
    private static readonly DateTimeOffset Seen = At("2026-06-30T12:00:00");

    [Fact]
    public async Task Fact_1_new_coins_are_dated_in_seconds()
    {
        var rows = await ParseAsync(Endpoints.NewCoins, "coins/list/new", """
            [{"id":"upside-down-cat","symbol":"USDC","name":"UpSide Down Cat","activated_at":1778737128},
             {"id":"chinification","symbol":"chinify","name":"Chinification","activated_at":1778705764000}]
            """, Seen);

        Assert.Equal(("upside-down-cat", "USDC", "UpSide Down Cat"), (rows.Texts("asset_id")[0], rows.Texts("symbol")[0], rows.Texts("name")[0]));
        Assert.Equal(Utc("2026-05-14T05:38:48"), rows.Instants("activated_at")[0]);
        Assert.Equal(rows.Instants("activated_at")[0], rows.Instants(Tables.EventTime)[0]);
        Assert.Null(rows.Instants("activated_at")[1]);
        Assert.Equal([null, "activated_at=1778705764000"], rows.Texts("type_errors"));
    }

    [Fact]
    public async Task Categories_that_are_null_and_links_that_are_null_or_empty_are_left_out()
    {
        var rows = await ParseAsync(Endpoints.Coin, "coins/x", """
            {"id":"x","symbol":"x","name":"X","asset_platform_id":null,"platforms":{"":""},"categories":["Layer 1 (L1)",null,""],
             "links":{"homepage":["https://x.org","",null],"blockchain_site":[null,"","https://scan.x.org"]},"genesis_date":"2009-01-03"}
            """, Seen);

        Assert.Equal(("Layer 1 (L1)", "https://x.org", "https://scan.x.org"), (rows.Texts("categories")[0], rows.Texts("homepage")[0], rows.Texts("blockchain_sites")[0]));
        Assert.Null(rows.Texts("contracts")[0]);
        Assert.Null(rows.Texts("asset_platform_id")[0]);
        Assert.Equal(Utc("2009-01-03"), rows["genesis_date"].GetValue(0));
        Assert.Equal(Seen.UtcDateTime, rows.Instants(Tables.EventTime)[0]);
        Assert.Null(rows.Texts("type_errors")[0]);
    }

    [Fact]
    public async Task Fact_7_a_rehypothecated_token_has_no_rank_but_one_among_all()
    {
        var rows = await ParseAsync(Endpoints.Coin, "coins/wbtc", """
            {"id":"wbtc","market_cap_rank":null,"market_cap_rank_with_rehypothecated":17,"has_supply_breakdown":true}
            """, Seen);
        Assert.Equal((null, 17L, true), (rows.Integers("market_cap_rank")[0], rows.Integers("market_cap_rank_with_rehypothecated")[0], rows.Flags("has_supply_breakdown")[0]));
    }

    [Fact]
    public async Task A_renamed_coin_keeps_its_id_with_an_empty_price_and_no_supply()
    {
        var rows = await ParseAsync(Endpoints.Coin, "coins/matic-network", """
            {"id":"matic-network","market_data":{"current_price":{},"market_cap":{"usd":5},"circulating_supply":0}}
            """, Seen);
        Assert.Equal((null, 5d, 0d), (rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0], rows.Numbers("circulating_supply")[0]));
    }

    [Fact]
    public async Task A_cell_of_the_wrong_type_inside_a_part_is_noted_with_its_place()
    {
        var parsed = await ParseAllAsync(Endpoints.Coin, "coins/x", """{"id":"x","market_data":{"current_price":{"usd":[1]}}}""", Seen);

        Assert.Equal("market_data.current_price.usd=[1]", parsed.Rows.Texts("type_errors")[0]);
        Assert.Contains(parsed.Drift, drift => drift is { Field: "market_data.current_price.usd", Kind: CryptoEtl.Data.Sources.Drift.DriftKind.WrongType, Rows: 1 });
    }

    [Fact]
    public async Task Fact_3_and_5_history_is_of_the_end_of_the_day_before_the_date_asked_for()
    {
        var rows = await ParseAsync(Endpoints.CoinHistory, "coins/bitcoin/history?date=2024-05-04&localization=false", """
            {"id":"bitcoin","symbol":"btc","name":"Bitcoin","market_data":{"current_price":{"usd":62900.5},"market_cap":{"usd":1.2e12},"total_volume":{"usd":3e10}},
             "community_data":{"reddit_average_posts_48h":0.5,"reddit_accounts_active_48h":"5543.9"}}
            """, Seen);

        Assert.Equal((Utc("2024-05-04"), Utc("2024-05-03")), (rows.Instants("stamp")[0], rows["day"].GetValue(0)));
        Assert.Equal(Utc("2024-05-04T00:35:00"), rows.Instants(Tables.AvailableAt)[0]);
        Assert.Equal((62900.5, 1.2e12, 3e10), (rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal((0.5, 5543.9, true), (rows.Numbers("reddit_posts_48h")[0], rows.Numbers("reddit_accounts_active_48h")[0], rows.Flags("has_market_data")[0]));
        Assert.Null(rows.Texts("type_errors")[0]);
    }

    [Theory, InlineData("date=04-05-2024"), InlineData("date=2024-5-4"), InlineData("date=2024-13-01"), InlineData("localization=false")]
    public async Task Fact_5_a_date_that_can_be_two_days_is_refused(string query)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => ParseAsync(Endpoints.CoinHistory, $"coins/bitcoin/history?{query}", """{"id":"bitcoin"}""", Seen));
        Assert.Contains("not YYYY-MM-DD", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_without_market_data_says_that_nothing_is_known_of_the_day()
    {
        var rows = await ParseAsync(Endpoints.CoinHistory, "coins/x/history?date=2013-01-01", """{"id":"x","symbol":"x","name":"X","image":{}}""", Seen);

        Assert.Equal((1, false), (rows.RowCount, rows.Flags("has_market_data")[0]));
        Assert.Null(rows.Numbers("price_usd")[0]);
    }

    [Fact]
    public async Task Simple_prices_leave_out_what_is_not_known()
    {
        var rows = await ParseAsync(Endpoints.SimplePrice, "simple/price?ids=bitcoin&vs_currencies=usd", """
            {"bitcoin":{"usd":76975,"usd_market_cap":1542226908349.8406,"usd_24h_vol":29096603418.89408,"usd_24h_change":-1.4093297098441402,"last_updated_at":1779092258}}
            """, Seen);

        Assert.Equal(("coingecko", "bitcoin", "bitcoin"), (rows.Texts("source")[0], rows.Texts("quoted_id")[0], rows.Texts("asset_id")[0]));
        Assert.Equal((76975d, 1542226908349.84, 29096603418.8941, -1.40932970984414), (
            rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0], rows.Numbers("volume_24h_usd")[0], rows.Numbers("change_24h_pct")[0]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1779092258).UtcDateTime, rows.Instants("stamp")[0]);
    }

    [Fact]
    public async Task Fact_11_an_unknown_coin_under_status_200_is_no_row() =>
        Assert.Equal(0, (await ParseAsync(Endpoints.SimplePrice, "simple/price", "{}", Seen)).RowCount);

    [Fact]
    public async Task Fact_11_an_unknown_currency_under_status_200_is_a_row_without_price_and_a_missing_field()
    {
        var parsed = await ParseAllAsync(Endpoints.SimplePrice, "simple/price", """{"bitcoin":{}}""", Seen);

        Assert.Null(Assert.Single(parsed.Rows.Numbers("price_usd")));
        Assert.Contains(parsed.Drift, drift => drift is { Field: "{coin}.usd", Kind: CryptoEtl.Data.Sources.Drift.DriftKind.Missing });
    }

    [Theory]
    [InlineData(Endpoints.NewCoins, "coins/list/new", "[1]", "coingecko /coins/list/new: row 0 is Number")]
    [InlineData(Endpoints.Coin, "coins/x", "[]", "coingecko /coins/x: the answer is Array")]
    [InlineData(Endpoints.Coin, "coins/x", """{"name":"X"}""", "coingecko /coins/x: the answer has no 'id'")]
    [InlineData(Endpoints.Coin, "coins/x", """{"id":"x""", "coingecko /coins/x: malformed JSON at line 1")]
    [InlineData(Endpoints.CoinHistory, "coins/x/history?date=2024-01-01", """{"prices":[]}""", "coingecko /coins/x/history: the answer has no 'id'")]
    [InlineData(Endpoints.SimplePrice, "simple/price", """{"bitcoin":5}""", "coingecko /simple/price: 'bitcoin' is Number, not an object")]
    [InlineData(Endpoints.SimplePrice, "simple/price", "[]", "coingecko /simple/price: the answer is Array")]
    public async Task Another_shape_names_place_and_cause(string endpoint, string path, string body, string message) => Assert.StartsWith(
        message, (await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(endpoint, path, body, Seen))).Message, StringComparison.Ordinal);
}
