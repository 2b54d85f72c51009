using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/summary/{kind}/{slug}</c>: one protocol of an overview.</summary>
internal static class SummaryAnswer
{
    public static ApiAnswer Make(ApiRequest request, IReadOnlyList<Dimension> all, string slug, MarketSnapshot market)
    {
        var dimension = all.FirstOrDefault(any => any.Slug == slug)
            ?? throw LlamaJson.Refuse(400, "Protocol not found");
        var chart = DimensionChart.Of(dimension, 1, market.Now);
        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                DimensionJson.WriteNames(json, dimension);
                DimensionJson.WriteChart(json, request, chart, () => WriteBreakdown(json, dimension, chart));
                DimensionJson.WriteTotals(json, chart, isRow: true);
                json.WriteEndObject();
            },
            LlamaJson.Cached);
    }

    private static void WriteBreakdown(Utf8JsonWriter json, Dimension dimension, DimensionChart chart)
    {
        foreach (var (day, value) in chart.Points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(LlamaJson.Seconds(day));
            json.WriteStartObject();
            foreach (var chain in dimension.Chains)
            {
                json.WriteStartObject(chain.Slug);
                json.WriteNumber(dimension.Name, value * dimension.ShareOf(chain));
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndArray();
        }
    }
}
