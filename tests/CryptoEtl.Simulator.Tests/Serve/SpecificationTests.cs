using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Every endpoint against the sources' own specifications and against the keys of answers they once gave.</summary>
public sealed class SpecificationTests
{
    [SkippableTheory]
    [InlineData("/ping", "/ping", "")]
    [InlineData("/key", "/key", "")]
    [InlineData("/coins/list", "/coins/list", "?include_platform=true")]
    [InlineData("/coins/list", "/coins/list", "?status=inactive")]
    [InlineData("/coins/{id}/market_chart", "/coins/bitcoin/market_chart", "?vs_currency=usd&days=max")]
    [InlineData("/coins/{id}/market_chart", "/coins/bitcoin/market_chart", "?vs_currency=usd&days=30")]
    [InlineData("/coins/{id}/market_chart", "/coins/bitcoin/market_chart", "?vs_currency=usd&days=1")]
    [InlineData("/coins/{id}/market_chart/range", "/coins/ethereum/market_chart/range", "?vs_currency=usd&from=2026-01-01&to=2026-06-30")]
    [InlineData("/coins/{id}/ohlc/range", "/coins/ethereum/ohlc/range", "?vs_currency=usd&from=2026-01-01&to=2026-06-29&interval=daily")]
    [InlineData("/coins/{id}/ohlc/range", "/coins/ethereum/ohlc/range", "?vs_currency=usd&from=2026-06-01&to=2026-06-29&interval=hourly")]
    public async Task CoinGecko_answers_conform(string path, string actual, string query)
    {
        var specification = Read("upstream", "specs", "coingecko-pro-v3.openapi.json");
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync($"/api/v3{actual}{query}");

        Assert.Empty(Shape.Deviations(answer, SchemaOf(specification, path), specification));
    }

    [SkippableFact]
    public async Task CoinGecko_markets_conform_but_for_the_declared_missing_field()
    {
        var specification = Read("upstream", "specs", "coingecko-pro-v3.openapi.json");
        var simulated = await MadeTape.AtNoonAsync();
        const string Query = "vs_currency=usd&per_page=250&sparkline=true&include_rehypothecated=true&price_change_percentage=1h,24h,7d,14d,30d,200d,1y";

        var deviations = new SortedSet<string>();
        for (var page = 1; page <= 2; page++)
        {
            var answer = await simulated.JsonAsync($"/api/v3/coins/markets?{Query}&page={page}");
            deviations.UnionWith(Shape.Deviations(answer, SchemaOf(specification, "/coins/markets"), specification));
        }

        Assert.Equal(["$[].market_cap: missing required key"], deviations);
    }

    [SkippableFact]
    public async Task LunarCrush_list_conforms()
    {
        var specification = Read("upstream", "specs", "lunarcrush-v4.derived.schema.json");
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync("/api4/public/coins/list/v2?limit=1000");

        Assert.Empty(Shape.Deviations(answer, specification["$defs"]!["coinsList"]!, specification));
    }

    [SkippableFact]
    public async Task DefiLlama_protocols_have_the_documented_types()
    {
        var specification = Read("upstream", "specs", "defillama-free.openapi.json");
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync("/protocols");
        var deviations = Shape.Deviations(answer, SchemaOf(specification, "/protocols"), specification);

        // The specification knows ten of the real keys, and does not say which may be null.
        Assert.DoesNotContain(deviations, line => !line.EndsWith("undocumented key", StringComparison.Ordinal) && !line.Contains("type null", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("coingecko__coins_markets__btc_usd_2021.json", "/api/v3/coins/markets?vs_currency=usd&ids=bitcoin")]
    [InlineData("coingecko__market_chart__daily_90d_2021.json", "/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=90&interval=daily")]
    [InlineData("coingecko__coins_list__2025-08.json", "/api/v3/coins/list")]
    [InlineData("lunarcrush__coins_list_v2.json", "/api4/public/coins/list/v2")]
    public async Task The_keys_of_a_recorded_answer_are_all_there(string file, string path)
    {
        var recorded = Read("upstream", "recorded", file)["response"]!["body"];
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync(path);

        Assert.Equal(Keys(recorded), Keys(answer));
    }

    [SkippableFact]
    public async Task The_keys_of_recorded_protocols_are_known()
    {
        var recorded = Read("upstream", "recorded", "defillama__protocols__excerpt_2026-10.json")["response"]!["body"]!.AsArray();
        var simulated = await MadeTape.AtNoonAsync();

        var known = (await simulated.JsonAsync("/protocols")).AsArray().SelectMany(row => row!.AsObject().Select(member => member.Key));
        var keys = recorded.SelectMany(row => row!.AsObject().Select(member => member.Key)).ToHashSet();

        // Contract addresses and annotations of charts are not in a tape.
        Assert.Equal(["address", "hallmarks"], keys.Except(known).Order());
    }

    [SkippableTheory]
    [InlineData("coingecko__error_422__markets_no_vs_currency.json", "/api/v3/coins/markets?ids=bitcoin")]
    public async Task A_recorded_error_is_given_word_for_word(string file, string path)
    {
        var recorded = Read("upstream", "recorded", file)["response"]!;
        var simulated = await MadeTape.AtNoonAsync();

        var (status, body) = await simulated.GetAsync(path);

        Assert.Equal(((int)recorded["status"]!, recorded["body"]!.ToJsonString()), (status, body));
    }

    private static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(SharedFolder.Require(path)))!;

    private static JsonNode SchemaOf(JsonNode specification, string path) =>
        specification["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

    // All keys on the way down, arrays by their first element; the numbers of a coordinate do not matter.
    private static SortedSet<string> Keys(JsonNode? node, string path = "$")
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        if (node is JsonArray { Count: > 0 } list)
            keys.UnionWith(Keys(list[0], path + "[]"));
        if (node is JsonObject members && !path.EndsWith("tokenBreakdowns", StringComparison.Ordinal))
        {
            foreach (var (name, member) in members)
            {
                keys.Add($"{path}.{name}");
                keys.UnionWith(Keys(member, $"{path}.{name}"));
            }
        }

        return keys;
    }
}
