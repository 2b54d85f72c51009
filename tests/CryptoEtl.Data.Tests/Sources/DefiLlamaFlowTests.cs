using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>DefiLlama's volumes, prices and stablecoins.</summary>
public sealed class DefiLlamaFlowTests
{
    private static readonly DateTimeOffset Seen = At("2024-03-03T14:00:00");

    [Fact]
    public async Task Fact_2_and_3_a_volume_is_the_flow_of_the_day_that_starts_at_its_stamp_and_todays_is_live()
    {
        // 2024-03-01, 02 and 03.
        var rows = await ParseAsync(Endpoints.DexVolume, "overview/dexs?excludeTotalDataChartBreakdown=true", """
            {"totalDataChart":[[1709251200,6.25],[1709337600,null],[1709424000,9]],"total24h":11,"totalAllTime":100,"protocols":[]}
            """, Seen);

        Assert.Equal(["day", "day", "day", "rolling"], rows.Texts("measure"));
        Assert.Equal([6.25, null, 9, null], rows.Numbers("volume_usd"));
        Assert.Equal([Utc("2024-03-01"), Utc("2024-03-02"), Utc("2024-03-03"), null], rows["day"].Cast<DateTime?>());
        Assert.Equal([false, false, true, true], rows.Flags("is_live"));
        Assert.Equal([Utc("2024-03-02"), Utc("2024-03-03"), Seen.UtcDateTime, Seen.UtcDateTime], rows.Instants(Tables.EventTime));
        Assert.Equal([Utc("2024-03-03"), Seen.UtcDateTime, Seen.UtcDateTime, Seen.UtcDateTime], rows.Instants(Tables.AvailableAt));
        Assert.Equal((11d, 100d), (rows.Numbers("total_24h_usd")[3], rows.Numbers("total_all_time_usd")[3]));
    }

    [Fact]
    public async Task Of_a_protocol_whose_keys_go_missing_the_figures_are_null_and_its_adapter_names_it()
    {
        var rows = await ParseAsync(Endpoints.DexVolume, "overview/dexs/Base", """
            {"totalDataChart":[],"protocols":[{"defillamaId":"116","module":"balancer-v1","chains":["Base"],"parentProtocol":"parent#balancer"},
             {"defillamaId":117,"name":"Uni","slug":"uni","total24h":5,"total7d":"x"}]}
            """, Seen);

        Assert.Equal(["all", "protocol", "protocol"], rows.Texts("scope"));
        Assert.Equal([null, "116", "117"], rows.Texts("protocol_id"));
        Assert.Equal([null, "balancer-v1", "Uni"], rows.Texts("name"));
        Assert.Equal([null, null, 5], rows.Numbers("total_24h_usd"));
        Assert.Equal([null, null, "total7d=\"x\""], rows.Texts("type_errors"));
        Assert.All(rows.Texts("chain"), chain => Assert.Equal("Base", chain));
    }

    [Fact]
    public async Task A_summary_is_one_protocol_with_its_days()
    {
        var rows = await ParseAsync(Endpoints.DexSummary, "summary/dexs/uniswap-v3", """
            {"defillamaId":"2198","displayName":"Uniswap V3","chains":["Ethereum"],"totalDataChart":[[1709251200,5]],"totalDataChartBreakdown":[[1709251200,{"ethereum":{"x":5}}]],"total24h":7}
            """, Seen);

        Assert.Equal((2, "protocol", "uniswap-v3", "Uniswap V3"), (rows.RowCount, rows.Texts("scope")[0], rows.Texts("slug")[0], rows.Texts("name")[0]));
        Assert.Equal(("all", 5d, 7d), (rows.Texts("chain")[0], rows.Numbers("volume_usd")[0], rows.Numbers("total_24h_usd")[1]));
    }

    [Fact]
    public async Task A_price_may_lack_symbol_decimals_and_confidence_and_an_unknown_coin_is_left_out()
    {
        var rows = await ParseAsync(Endpoints.CoinPrices, "prices/current/coingecko:ethereum,ethereum:0xA,coingecko:nothing", """
            {"coins":{"coingecko:ethereum":{"price":2399,"symbol":"ETH","timestamp":1709467200,"confidence":0.99},"ethereum:0xA":{"price":1.5,"timestamp":1709467201,"decimals":6}}}
            """, Seen);

        Assert.Equal(["coingecko:ethereum", "ethereum:0xA"], rows.Texts("quoted_id"));
        Assert.Equal(["ethereum", null], rows.Texts("asset_id"));
        Assert.Equal(["ETH", null], rows.Texts("symbol"));
        Assert.Equal([null, 6L], rows.Integers("decimals"));
        Assert.Equal([0.99, null], rows.Numbers("confidence"));
        Assert.Equal(Utc("2024-03-03T12:00:00"), rows.Instants("stamp")[0]);
        Assert.Equal(Utc("2024-03-03T12:05:00"), rows.Instants(Tables.AvailableAt)[0]);
    }

    [Fact]
    public async Task Fact_1_prices_are_stamped_in_seconds_and_milliseconds_are_noted()
    {
        var rows = await ParseAsync(Endpoints.CoinPrices, "prices/current/x", """{"coins":{"x":{"price":1,"timestamp":1709467200000}}}""", Seen);
        Assert.Equal((null, "timestamp=1709467200000"), (rows.Instants("stamp")[0], rows.Texts("type_errors")[0]));
    }

    [Fact]
    public async Task Amounts_without_reading_are_empty_objects_and_null_rows()
    {
        var rows = await ParseAsync(Endpoints.Stablecoins, "stablecoins?includePrices=true", """
            {"peggedAssets":[{"id":"1","name":"Tether","symbol":"USDT","gecko_id":"tether","pegType":"peggedUSD","pegMechanism":"fiat-backed","price":"1.0003",
             "circulating":{"peggedUSD":10},"circulatingPrevDay":{"peggedUSD":0},"circulatingPrevWeek":{},"circulatingPrevMonth":{},
             "chainCirculating":{"Tron":{"current":{"peggedUSD":9},"circulatingPrevDay":{}},"Odd":null},"deprecated":true,"deadFrom":"2023-01-01","delisted":false}],"chains":[]}
            """, Seen);

        Assert.Equal(["all", "Tron"], rows.Texts("chain"));
        Assert.Equal([10, 9], rows.Numbers("circulating_usd"));
        Assert.Equal([0, null], rows.Numbers("circulating_day_before_usd"));
        Assert.Equal([null, null], rows.Numbers("circulating_week_before_usd"));
        Assert.Equal((1.0003, true, "2023-01-01", false), (rows.Numbers("price_usd")[0], rows.Flags("is_deprecated")[0], rows.Texts("dead_from")[0], rows.Flags("is_delisted")[0]));
        Assert.Null(rows.Flags("is_yield_bearing")[0]);
    }

    [Theory, InlineData("\"1709251200\""), InlineData("1709251200")]
    public async Task Fact_1_a_stablecoin_day_is_stamped_with_seconds_as_text_or_as_number(string date)
    {
        var rows = await ParseAsync(Endpoints.StablecoinChart, "stablecoincharts/OP%20Mainnet?stablecoin=1", $$$"""
            [{"date":{{{date}}},"totalCirculating":{"peggedUSD":5,"peggedEUR":2},"totalUnreleased":{"peggedUSD":0},"totalCirculatingUSD":{"peggedUSD":5.1},"totalMintedUSD":{},"totalBridgedToUSD":{"peggedUSD":0}}]
            """, Seen);

        Assert.Equal(["peggedUSD", "peggedEUR"], rows.Texts("peg_type"));
        Assert.Equal([5, 2], rows.Numbers("circulating"));
        Assert.Equal([5.1, null], rows.Numbers("circulating_usd"));
        Assert.Equal((Utc("2024-03-01"), "OP Mainnet", "1"), (rows.Instants("stamp")[0], rows.Texts("chain")[0], rows.Texts("stablecoin_id")[0]));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [Fact]
    public async Task Fact_2_the_last_stablecoin_day_is_live_though_it_is_stamped_midnight()
    {
        var rows = await ParseAsync(Endpoints.StablecoinChart, "stablecoincharts/all", """
            [{"date":"1709337600","totalCirculating":{"peggedUSD":5}},{"date":"1709424000","totalCirculating":{"peggedUSD":6}},{"date":"1709424000"}]
            """, Seen);

        Assert.Equal([false, true, true], rows.Flags("is_live"));
        Assert.Equal([Utc("2024-03-03T00:00:00"), Seen.UtcDateTime, Seen.UtcDateTime], rows.Instants(Tables.EventTime));
        Assert.Equal(Utc("2024-03-03T01:30:00"), rows.Instants(Tables.AvailableAt)[0]);
        Assert.Equal(["peggedUSD", "peggedUSD", null], rows.Texts("peg_type"));
    }

    [Theory]
    [InlineData(Endpoints.DexVolume, "overview/dexs", """{"protocols":[]}""", "defillama /overview/dexs: the answer has no array 'totalDataChart'")]
    [InlineData(Endpoints.DexVolume, "overview/dexs", """{"totalDataChart":[]}""", "defillama /overview/dexs: the answer has no array 'protocols'")]
    [InlineData(Endpoints.DexVolume, "overview/dexs", """{"totalDataChart":[],"protocols":[1]}""", "defillama /overview/dexs: row 0 is Number, not an object")]
    [InlineData(Endpoints.DexSummary, "summary/dexs/x", """{"totalDataChart":[[1]]}""", "defillama /summary/dexs/x: totalDataChart[0] has 1 elements, not 2")]
    [InlineData(Endpoints.DexSummary, "summary/dexs/x", """{"totalDataChart":[[1709251200000,1]]}""", "defillama /summary/dexs/x: totalDataChart[0] is 1709251200000, not a count of seconds")]
    [InlineData(Endpoints.CoinPrices, "prices/current/x", "{}", "defillama /prices/current/x: the answer has no object 'coins'")]
    [InlineData(Endpoints.CoinPrices, "prices/current/x", """{"coins":{"x":1}}""", "defillama /prices/current/x: 'x' is Number, not an object")]
    [InlineData(Endpoints.Stablecoins, "stablecoins", "[]", "defillama /stablecoins: the answer is Array, not an object")]
    [InlineData(Endpoints.Stablecoins, "stablecoins", """{"peggedAssets":[null]}""", "defillama /stablecoins: row 0 is Null, not an object")]
    [InlineData(Endpoints.StablecoinChart, "stablecoincharts/all", """[{"date":"x"}]""", "defillama /stablecoincharts/all: row 0, field 'date' is x, not a count of seconds")]
    [InlineData(Endpoints.StablecoinChart, "stablecoincharts/all", """[{"date":"1709251200"}""", "defillama /stablecoincharts/all: malformed JSON")]
    [InlineData(Endpoints.Chains, "v2/chains", "Data not found", "defillama /v2/chains: malformed JSON at line 1")]
    public async Task Another_shape_names_place_and_cause(string endpoint, string path, string body, string message) => Assert.StartsWith(
        message, (await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(endpoint, path, body, Seen))).Message, StringComparison.Ordinal);
}
