using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>The endpoints where the sources themselves stray from their specifications: the deviations must be those that were recorded.</summary>
public sealed class MoreSpecificationTests
{
    [SkippableTheory]
    [InlineData("/derivatives", "/derivatives", "$[].index: type null, not number|$[].open_interest: type null, not number|$[].spread: type null, not number")]
    [InlineData("/derivatives/exchanges", "/derivatives/exchanges", "$[].open_interest_btc: type null, not number")]
    [InlineData("/derivatives/exchanges/{id}", "/derivatives/exchanges/binance_futures?include_tickers=all", "$.tickers[].bid_ask_spread: type null, not number|$.tickers[].index: type null, not number|$.tickers[].open_interest_usd: type null, not number")]
    [InlineData("/exchanges/{id}/tickers", "/exchanges/gdax/tickers?depth=true&include_exchange_logo=true", "$.tickers[].target_coin_id: missing required key|$.tickers[].trade_url: type null, not string")]
    public async Task CoinGecko_strays_as_recorded(string path, string actual, string expected)
    {
        var specification = Read("upstream", "specs", "coingecko-pro-v3.openapi.json");
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync($"/api/v3{actual}");
        var schema = specification["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

        Assert.Equal(expected, string.Join('|', Shape.Deviations(answer, schema, specification)));
    }

    [SkippableFact]
    public async Task Coinbase_products_conform()
    {
        var specification = Read("upstream", "specs", "coinbase-exchange-products.derived.schema.json");
        var simulated = await MadeTape.AtNoonAsync();

        var products = await simulated.JsonAsync("/products");

        Assert.Empty(Shape.Deviations(products, specification, specification));
    }

    [SkippableTheory]
    [InlineData("coin", "coins/btc/v1"), InlineData("coinMeta", "coins/btc/meta/v1"), InlineData("coinMeta", "coins/eth/meta/v1")]
    [InlineData("coinTimeSeries", "coins/btc/time-series/v2"), InlineData("coinTimeSeries", "coins/eth/time-series/v2?bucket=day&interval=all")]
    [InlineData("systemChanges", "system/changes")]
    public async Task LunarCrush_answers_conform(string name, string path)
    {
        var specification = Read("upstream", "specs", "lunarcrush-v4.derived.schema.json");
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync($"/api4/public/{path}");

        // The schema leaves room for more keys and names a few that are always there.
        Assert.DoesNotContain(
            Shape.Deviations(answer, specification["$defs"]![name]!, specification), line => !line.EndsWith("undocumented key", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("lunarcrush__coin_v1.json", "coins/btc/v1"), InlineData("lunarcrush__coin_meta_v1.json", "coins/btc/meta/v1")]
    [InlineData("lunarcrush__coin_time_series_v2.json", "coins/btc/time-series/v2"), InlineData("lunarcrush__system_changes.json", "system/changes")]
    public async Task LunarCrush_answers_have_the_recorded_keys(string file, string path)
    {
        var recorded = Read("upstream", "recorded", file)["response"]!["body"]!;
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync($"/api4/public/{path}");

        Assert.Equal(Members(recorded).Except(["data.market_dominance"]), Members(answer));
    }

    [SkippableFact]
    public async Task Tickers_have_the_recorded_keys_and_one_that_came_later()
    {
        var recorded = Read("upstream", "recorded", "coingecko__exchange_tickers__binance_p1_2021-05.json")["response"]!["body"]!;
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync("/api/v3/exchanges/gdax/tickers");

        Assert.Equal(["coin_mcap_usd"], Keys(answer, "tickers").Except(Keys(recorded, "tickers")));
        Assert.Empty(Keys(recorded, "tickers").Except(Keys(answer, "tickers")));
    }

    [SkippableTheory]
    [InlineData("coingecko__derivatives__2021.json", "/api/v3/derivatives", "")]
    [InlineData("coingecko__derivatives_exchanges__p1_2021.json", "/api/v3/derivatives/exchanges", "")]
    public async Task The_keys_of_recorded_rows_are_all_there(string file, string path, string rows)
    {
        var recorded = Read("upstream", "recorded", file)["response"]!["body"]!;
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync(path);

        Assert.Equal(Keys(recorded, rows), Keys(answer, rows));
    }

    // Envelope and content, the content by its first row.
    private static SortedSet<string> Members(JsonNode answer) => new(
        answer.AsObject().SelectMany(part => (part.Value is JsonArray rows ? rows[0]! : part.Value!).AsObject().Select(member => $"{part.Key}.{member.Key}")),
        StringComparer.Ordinal);

    // Keys of all rows together, members of members included.
    private static SortedSet<string> Keys(JsonNode answer, string rows)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var row in (rows.Length == 0 ? answer : answer[rows]!).AsArray())
            Collect(row!.AsObject(), "");
        return keys;

        void Collect(JsonObject members, string path)
        {
            foreach (var (name, member) in members)
            {
                keys.Add(path + name);
                if (member is JsonObject inner)
                    Collect(inner, $"{path}{name}.");
            }
        }
    }

    private static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(SharedFolder.Require(path)))!;
}
