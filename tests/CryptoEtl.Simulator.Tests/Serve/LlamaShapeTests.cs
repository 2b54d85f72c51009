using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>DefiLlama's answers against what was recorded of it: its specifications know a tenth of the keys.</summary>
public sealed class LlamaShapeTests
{
    [SkippableTheory]
    [InlineData("defillama__overview_dexs__excerpt_2026-10.json", "/overview/dexs?excludeTotalDataChartBreakdown=true", "")]
    [InlineData("defillama__overview_dexs__excerpt_2026-10.json", "/overview/dexs?excludeTotalDataChartBreakdown=true", "protocols")]
    [InlineData("defillama__v2_chains__excerpt_2026-10.json", "/v2/chains", ".")]
    [InlineData("defillama__stablecoins__excerpt_2026-10.json", "/stablecoins?includePrices=true", "peggedAssets")]
    [InlineData("defillama__stablecoins__excerpt_2026-10.json", "/stablecoins?includePrices=true", "chains")]
    [InlineData("defillama__protocol__moveposition_2025-12-08T08.json", "/protocol/protocol-2", "tvl")]
    [InlineData("defillama__protocol__moveposition_2025-12-08T08.json", "/protocol/protocol-2", "")]
    [InlineData("defillama__prices_current__three_coins_2025.json", "/prices/current/coingecko:bitcoin,coingecko:ethereum,coingecko:tether", "")]
    public async Task Recorded_keys_are_there_with_the_recorded_types(string file, string path, string rows)
    {
        var recorded = Types(JsonNode.Parse(File.ReadAllText(SharedFolder.Require("upstream", "recorded", file)))!["response"]!["body"]!, rows);
        var simulated = await MadeTape.AtNoonAsync();

        var answer = Types(await simulated.JsonAsync(path), rows);

        Assert.Empty(recorded.Keys.Except(answer.Keys));
        Assert.All(recorded, key => Assert.Superset(
            new HashSet<string>(key.Value.Except(["null"])), new HashSet<string>(answer[key.Key].Concat(answer[key.Key].SetEquals(["null"]) ? key.Value : []))));
    }

    [SkippableTheory]
    [InlineData("/yields/perps", "/yields/perps", "$.data[].indexPrice: type null, not number|$.data[].openInterest: type null, not number")]
    [InlineData("/api/v2/historicalChainTvl", "/api/v2/historicalChainTvl", "")]
    [InlineData("/api/v2/chart/tvl/protocol/{protocol}", "/api/v2/chart/tvl/protocol/protocol-2", "")]
    public async Task Pro_answers_conform_but_for_open_interest_the_tape_does_not_have(string path, string actual, string expected)
    {
        var specification = JsonNode.Parse(File.ReadAllText(SharedFolder.Require("upstream", "specs", "defillama-pro.openapi.json")))!;
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync($"/sim-key{actual}");
        var schema = specification["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

        Assert.Equal(expected, string.Join('|', Shape.Deviations(answer, schema, specification)));
    }

    // Key and kinds of value over all rows. "" is the body itself, "." a body that is a list.
    private static Dictionary<string, HashSet<string>> Types(JsonNode body, string rows)
    {
        JsonNode?[] all = rows switch { "" => [body], "." => [.. body.AsArray()], _ => [.. body[rows]!.AsArray()] };
        return all.SelectMany(row => row!.AsObject())
            .GroupBy(member => member.Key)
            .ToDictionary(members => members.Key, members => members.Select(member => Kind(member.Value)).ToHashSet());
    }

    private static string Kind(JsonNode? value) => value is null ? "null" : value.GetValueKind().ToString();
}
