using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Answers of which no recording exists, made by their documentation.</summary>
public sealed class MadeAnswersTests
{
    private static readonly DateTimeOffset Seen = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Products_with_sizes_as_text_and_flags_left_out()
    {
        var rows = await ParseAsync(Endpoints.CoinbaseProducts, "products", """
            [{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","quote_increment":"0.01","base_increment":"0.00000001","display_name":"BTC-USD",
              "min_market_funds":"1","margin_enabled":false,"post_only":false,"limit_only":true,"cancel_only":false,"auction_mode":false,"status":"online",
              "status_message":"","trading_disabled":true,"fx_stablecoin":false},
             {"id":"OLD-USD","base_currency":"OLD","quote_currency":"USD","status":"delisted","post_only":"no"}]
            """);

        Assert.Equal(("BTC-USD", "online", 1e-8, true, true), (
            rows.Texts("product_id")[0], rows.Texts("status")[0], rows.Numbers("base_increment")[0], rows.Flags("trading_disabled")[0], rows.Flags("limit_only")[0]));
        Assert.Null(rows.Flags("trading_disabled")[1]);
        Assert.Equal([null, "post_only=\"no\""], rows.Texts("type_errors"));
    }

    [Fact]
    public async Task Tickers_of_a_venue_with_seventy_digits_and_the_id_that_was_asked_for()
    {
        var rows = await ParseAsync(Endpoints.DerivativeVenue, "derivatives/exchanges/odd%20venue?include_tickers=unexpired", """
            {"name":"Odd Venue","open_interest_btc":1,"tickers":[{"symbol":"1000000BOBUSDT","base":"1000000BOB","target":"USDT","coin_id":"build-on-bnb",
             "contract_type":"perpetual","last":0.015,"h24_percentage_change":-3.3,"index":0.0154,"bid_ask_spread":0.0013,"funding_rate":0.005,
             "open_interest_usd":916291.3,"h24_volume":44830706.0,"converted_volume":{"usd":"688649.790093212658495595932"},
             "converted_last":{"btc":"0.000000200218482552506757909748923395828612726116364786198","usd":"0.015361118562201823422"},"last_traded":1779808948,"expired_at":null}]}
            """);

        Assert.Equal(("odd venue", "Odd Venue", "build-on-bnb"), (rows.Texts("venue_id")[0], rows.Texts("venue_name")[0], rows.Texts("asset_id")[0]));
        Assert.Equal((0.0153611185622018, 688649.790093213, 0.0013), (rows.Numbers("last_usd")[0], rows.Numbers("volume_24h_usd")[0], rows.Numbers("spread")[0]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1779808948).UtcDateTime, rows.Instants("last_traded_at")[0]);
        Assert.Null(rows.Instants("expires_at")[0]);
    }

    [Fact]
    public async Task Perpetuals_with_one_stamp_in_iso_and_one_in_milliseconds()
    {
        var rows = await ParseAsync(Endpoints.OnchainPerps, "perps", """
            {"status":"success","data":[{"perp_id":"p","timestamp":"2026-06-30T11:00:00.000Z","marketplace":"Hyperliquid","market":"BTC","baseAsset":"BTC",
             "fundingRate":0.0000125,"fundingRatePrevious":0.00001,"fundingTimePrevious":1782813600000,"openInterest":123.5,"indexPrice":100000.5,"fundingRate7dAverage":null}]}
            """);

        Assert.Equal((0.0000125, 100000.5), (rows.Numbers("funding_rate")[0], rows.Numbers("index_price")[0]));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1782813600000).UtcDateTime, rows.Instants("funding_previous_at")[0]);
        Assert.Equal(Seen.AddHours(-1).UtcDateTime, rows.Instants(Tables.EventTime)[0]);
    }

    [Theory]
    [InlineData("perp_volume", Endpoints.PerpVolume, "overview/derivatives")]
    [InlineData("perp_open_interest", Endpoints.PerpOpenInterest, "overview/open-interest")]
    [InlineData("options_premium", Endpoints.OptionsVolume, "overview/options?dataType=dailyPremiumVolume")]
    [InlineData("options_notional", Endpoints.OptionsVolume, "overview/options?dataType=dailyNotionalVolume")]
    public async Task An_overview_is_told_by_what_was_asked(string kind, string endpoint, string path)
    {
        var rows = await ParseAsync(endpoint, path, """{"total24h":1,"protocols":[{"defillamaId":"1","module":"m"}]}""");
        Assert.Equal((kind, null), (rows.Texts("kind")[0], rows.Numbers("total_24h_usd")[0]));
    }

    [Theory]
    [InlineData(Endpoints.CoinbaseTickers, """{"name":"x"}""", "no array 'tickers'")]
    [InlineData(Endpoints.OnchainPerps, """{"data":{}}""", "no array 'data'")]
    [InlineData(Endpoints.SocialMeta, """{"data":[]}""", "no object 'data'")]
    [InlineData(Endpoints.Derivatives, """{"a":1}""", "malformed JSON")]
    [InlineData(Endpoints.CoinbaseProducts, "[1]", "row 0 is Number")]
    public async Task Another_shape_is_named(string endpoint, string body, string cause) =>
        Assert.Contains(cause, (await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(endpoint, "p", body))).Message, StringComparison.Ordinal);

    private static async Task<Batch> ParseAsync(string endpoint, string path, string body)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return (await Answers.ParseAsync(new("r", endpoint, path), stream, new(new("derivatives", Seen), Seen, "ab"))).Rows;
    }
}
