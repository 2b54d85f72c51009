using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/overview/{kind}[/{chain}]</c>: volumes and fees of everybody, and the chart of all together.</summary>
internal static class OverviewAnswer
{
    public static ApiAnswer Make(ApiRequest request, IReadOnlyList<Dimension> all, string? chainAsked, MarketSnapshot market)
    {
        var chain = chainAsked is null ? null : Find(chainAsked, all);
        var rows = all
            .Where(dimension => chain is null || dimension.Chains.Contains(chain))
            .Select(dimension => (Dimension: dimension, Chart: DimensionChart.Of(dimension, chain is null ? 1 : dimension.ShareOf(chain), market.Now)))
            .OrderByDescending(row => row.Chart.Total24H ?? -1)
            .ThenBy(row => row.Dimension.Slug, StringComparer.Ordinal)
            .ToArray();
        var sum = DimensionChart.Sum([.. rows.Select(row => row.Chart)], market.Now);

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                DimensionJson.WriteChart(json, request, sum, () => WriteBreakdown(json, sum, rows));
                json.WriteNull("breakdown24h");
                json.WriteNull("breakdown30d");
                json.WriteString("chain", chain?.Name);
                json.WriteTexts("allChains", all.SelectMany(row => row.Chains).Select(known => known.Name).Distinct().Order(StringComparer.Ordinal));
                DimensionJson.WriteTotals(json, sum, isRow: false);
                json.WriteStartArray("protocols");
                foreach (var (dimension, chart) in rows)
                    WriteRow(json, dimension, chart);
                json.WriteEndArray();
                json.WriteEndObject();
            },
            LlamaJson.Cached);
    }

    private static ChainName Find(string name, IReadOnlyList<Dimension> all)
    {
        var chain = ChainNames.Of(name);
        return all.SelectMany(dimension => dimension.Chains).FirstOrDefault(known =>
                known == chain || name.Equals(known.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(known.Slug, StringComparison.OrdinalIgnoreCase))
            ?? throw LlamaJson.Refuse(404, "Chain not found");
    }

    private static void WriteBreakdown(Utf8JsonWriter json, DimensionChart sum, (Dimension Dimension, DimensionChart Chart)[] rows)
    {
        foreach (var (day, _) in sum.Points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(LlamaJson.Seconds(day));
            json.WriteStartObject();
            foreach (var (dimension, chart) in rows)
                json.WriteIfKnown(dimension.Name, chart.At(day));
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void WriteRow(Utf8JsonWriter json, Dimension dimension, DimensionChart chart)
    {
        json.WriteStartObject();
        DimensionJson.WriteTotals(json, chart, isRow: true);
        DimensionJson.WriteBreakdown24H(json, dimension, chart);
        DimensionJson.WriteNames(json, dimension);
        json.WriteEndObject();
    }
}
