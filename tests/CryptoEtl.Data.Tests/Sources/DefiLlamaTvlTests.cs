using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>TVL: levels, in seconds, with a live last point.</summary>
public sealed class DefiLlamaTvlTests
{
    private const string Chart = "v2/chart/tvl/protocol/aave?key=borrowed";
    private static readonly DateTimeOffset Seen = At("2024-03-02T14:00:00");

    [Fact]
    public async Task Fact_1_stamps_are_seconds_and_milliseconds_are_refused()
    {
        Assert.Equal(Utc("2024-03-01"), (await ParseAsync(Endpoints.ProtocolTvlChart, Chart, "[[1709251200,5]]", Seen)).Instants("stamp")[0]);
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(Endpoints.ProtocolTvlChart, Chart, "[[1709251200000,5]]", Seen));
        Assert.Equal("defillama /v2/chart/tvl/protocol/aave: point 0 is 1709251200000, not a count of seconds since 1970", failure.Message);
    }

    [Fact]
    public async Task Fact_2_and_3_midnight_is_the_day_before_and_the_newest_point_off_it_is_live()
    {
        var rows = await ParseAsync(Endpoints.ProtocolTvlChart, Chart, "[[1709251200,1],[1709337600,2],[1709383000,3]]", Seen);

        Assert.Equal([Utc("2024-02-29"), Utc("2024-03-01"), Utc("2024-03-02")], rows["day"].Cast<DateTime?>());
        Assert.Equal([false, false, true], rows.Flags("is_live"));
        Assert.Equal(Utc("2024-03-01T02:00:00"), rows.Instants(Tables.AvailableAt)[0]);
        Assert.Equal(("aave", "borrowed"), (rows.Texts("slug")[0], rows.Texts("scope")[0]));
    }

    [Fact]
    public async Task An_old_stamp_off_midnight_is_no_live_point()
    {
        var rows = await ParseAsync(Endpoints.ProtocolTvlChart, Chart, "[[1628809200,1],[1628899200,2]]", Seen);
        Assert.Equal([false, false], rows.Flags("is_live"));
    }

    [Fact]
    public async Task A_null_is_not_a_zero()
    {
        var rows = await ParseAsync(Endpoints.ProtocolTvlChart, Chart, "[[1709251200,null],[1709337600,0]]", Seen);
        Assert.Equal([null, 0], rows.Numbers("tvl_usd"));
    }

    [Fact]
    public async Task A_protocol_has_its_own_series_and_one_of_every_key_of_chain_tvls()
    {
        var rows = await ParseAsync(Endpoints.Protocol, "protocol/aave", """
            {"id":"1","name":"Aave","tokens":[{"date":1,"tokens":{"tvl":[1,2]}}],"currentChainTvls":{"Ethereum":2},
             "chainTvls":{"Ethereum":{"tokensInUsd":[{"date":1,"tokens":{"tvl":1}}],"tvl":[{"date":1709251200,"totalLiquidityUSD":1.5},{"date":1709337600,"totalLiquidityUSD":null}],"tokens":null},
                          "Ethereum-borrowed":{"tvl":[{"totalLiquidityUSD":"7","date":"1709251200","extra":{"date":[9]}}]},
                          "staking":{"tvl":[]}},
             "tvl":[{"date":1709251200,"totalLiquidityUSD":3},{"date":1709383000,"totalLiquidityUSD":4}],"raises":[[]],"mcap":5}
            """, Seen);

        Assert.Equal(["Ethereum", "Ethereum", "Ethereum-borrowed", "all", "all"], rows.Texts("scope"));
        Assert.Equal([1.5, null, 7, 3, 4], rows.Numbers("tvl_usd"));
        Assert.Equal([false, false, false, false, true], rows.Flags("is_live"));
        Assert.All(rows.Texts("slug"), slug => Assert.Equal("aave", slug));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [Fact]
    public async Task A_value_of_another_type_in_a_protocol_is_null_and_noted()
    {
        var rows = await ParseAsync(Endpoints.Protocol, "protocol/aave", """{"tvl":[{"date":1709251200,"totalLiquidityUSD":true}],"chainTvls":{}}""", Seen);
        Assert.Equal((null, "totalLiquidityUSD=True"), (rows.Numbers("tvl_usd")[0], rows.Texts("type_errors")[0]));
    }

    [Fact]
    public async Task Fact_14_two_snapshots_of_one_series_differ_and_both_are_kept_with_when_they_were_seen()
    {
        const string Body = """{"tvl":[{"date":1709251200,"totalLiquidityUSD":VALUE}]}""";
        var first = await ParseAsync(Endpoints.Protocol, "protocol/x", Body.Replace("VALUE", "7", StringComparison.Ordinal), Seen);
        var second = await ParseAsync(Endpoints.Protocol, "protocol/x", Body.Replace("VALUE", "6", StringComparison.Ordinal), Seen.AddHours(8));

        Assert.Equal((7d, 6d), (first.Numbers("tvl_usd")[0], second.Numbers("tvl_usd")[0]));
        Assert.Equal(first.Instants("stamp"), second.Instants("stamp"));
        Assert.NotEqual(first.Instants(Tables.ObservedAt), second.Instants(Tables.ObservedAt));
    }

    [Theory]
    [InlineData("[]", "the answer is no object")]
    [InlineData("{}", "the answer has no 'tvl'")]
    [InlineData("""{"tvl":5}""", "all.tvl is Number, not an array")]
    [InlineData("""{"tvl":[5]}""", "all.tvl[0] is Number, not an object")]
    [InlineData("""{"tvl":[{"date":1709251200},{"totalLiquidityUSD":1}]}""", "all.tvl[1] has no 'date'")]
    [InlineData("""{"tvl":[{"date":null}]}""", "all.tvl[0].date is Null, not a stamp")]
    [InlineData("""{"tvl":[{"date":5}]}""", "all.tvl is 5, not a count of seconds")]
    [InlineData("""{"chainTvls":[]}""", "chainTvls is StartArray, not an object")]
    [InlineData("""{"chainTvls":{"Base":7}}""", "chainTvls.Base is Number, not an object")]
    [InlineData("""{"tvl":[{"date":1709251200,"totalLiquidityUSD":1}],"chainTvls":{"Base":{"tokens":[{"a":""", "malformed JSON at line 1")]
    [InlineData("", "malformed JSON")]
    public async Task A_protocol_of_another_shape_names_place_and_cause(string body, string cause)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(Endpoints.Protocol, "protocol/aave", body, Seen));
        Assert.StartsWith("defillama /protocol/aave: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("v2/historicalChainTvl/OP%20Mainnet", "OP Mainnet"), InlineData("v2/historicalChainTvl", "all")]
    public async Task A_chain_is_the_one_that_was_asked_for(string path, string chain)
    {
        var rows = await ParseAsync(Endpoints.ChainTvl, path, """[{"date":1709251200,"tvl":10},{"date":"1709383000","tvl":"11"}]""", Seen);

        Assert.Equal([chain, chain], rows.Texts("chain"));
        Assert.Equal([10, 11], rows.Numbers("tvl_usd"));
        Assert.Equal([false, true], rows.Flags("is_live"));
    }

    [Theory]
    [InlineData("""[{"tvl":1}]""", "row 0 has no 'date'")]
    [InlineData("""[{"date":1709251200,"tvl":1},{"date":"soon","tvl":1}]""", "row 1, field 'date' is soon, not a count of seconds")]
    [InlineData("[[1709251200,1]]", "row 0 is Array, not an object")]
    public async Task A_chain_of_another_shape_names_place_and_cause(string body, string cause) => Assert.Contains(
        cause, (await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(Endpoints.ChainTvl, "v2/historicalChainTvl", body, Seen))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""[{"date":1709251200,"tvl":1}]""", "point 0 is Object, not an array")]
    [InlineData("[[1709251200]]", "point 0 has 1 elements, not 2")]
    [InlineData("[[1709251200,1]", "malformed JSON")]
    public async Task A_chart_of_another_shape_names_place_and_cause(string body, string cause) => Assert.Contains(
        cause, (await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(Endpoints.ProtocolTvlChart, Chart, body, Seen))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Fact_13_chains_have_ids_as_number_or_text_dashes_for_tickers_and_doubles()
    {
        var rows = await ParseAsync(Endpoints.Chains, "v2/chains", """
            [{"gecko_id":"binancecoin","gasTokenGeckoId":"binancecoin","tvl":5,"tokenSymbol":"BNB","cmcId":"1839","name":"BSC","chainId":56},
             {"gecko_id":"binancecoin","tvl":0,"tokenSymbol":"BNB","cmcId":1839,"name":"Binance","chainId":"56"},
             {"gecko_id":null,"gasTokenGeckoId":"ethereum","tvl":null,"tokenSymbol":"-","cmcId":null,"name":"Base","chainId":null}]
            """, Seen);

        Assert.Equal(["BSC", "Binance", "Base"], rows.Texts("name"));
        Assert.Equal(["56", "56", null], rows.Texts("chain_id"));
        Assert.Equal(["1839", "1839", null], rows.Texts("cmc_id"));
        Assert.Equal(["BNB", "BNB", null], rows.Texts("token_symbol"));
        Assert.Equal(["binancecoin", null, "ethereum"], rows.Texts("gas_token_gecko_id"));
        Assert.Equal([5, 0, null], rows.Numbers("tvl_usd"));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }
}
