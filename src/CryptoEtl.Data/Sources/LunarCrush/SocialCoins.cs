using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>Reads <c>/coins/list/v2</c>.</summary>
internal static class SocialCoins
{
    private const string What = "lunarcrush /coins/list/v2";

    /// <summary>Fresh within seconds.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    /// <returns>The rows, and how many the whole list has; null when the envelope does not say.</returns>
    public static async Task<(Batch Rows, long? TotalRows)> ParseAsync(Stream body, RowOrigin origin, int page, CancellationToken cancellation)
    {
        var (envelope, elements) = await JsonRows.OfEnvelopeAsync(body, "data", What, cancellation);
        var rows = new BatchBuilder(LiveTables.BronzeSocial);
        foreach (var row in elements)
            Add(rows, row, origin, page);
        return (rows.Build(), TotalRows(envelope));
    }

    private static void Add(BatchBuilder rows, JsonRow row, RowOrigin origin, int page)
    {
        var lastUpdated = row.Seconds("last_updated_price");
        rows.Integer("lunarcrush_id", row.Integer("id"))
            .Text("symbol", row.Text("symbol"))
            .Text("name", row.Text("name"))
            .Number("price_usd", row.Number("price"))
            .Number("market_cap_usd", row.Number("market_cap"))
            .Number("interactions_24h", row.Number("interactions_24h"))
            .Number("social_volume_24h", row.Number("social_volume_24h"))
            .Number("social_dominance_pct", row.Number("social_dominance"))
            .Number("galaxy_score", row.Number("galaxy_score"))
            .Integer("alt_rank", row.Integer("alt_rank"))
            .Number("sentiment", row.Number("sentiment"))
            .Text("categories", row.Text("categories"))
            .Text("contracts", Blockchains.Of(row, "blockchains"))
            .Instant("last_updated", lastUpdated)
            .Integer("page", page)
            .Text("type_errors", row.TypeErrors)
            .Origin(origin, lastUpdated ?? origin.ObservedAt, Lag)
            .EndRow();
    }

    private static long? TotalRows(JsonElement envelope) =>
        envelope.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object
            ? new JsonRow(config).Integer("total_rows")
            : null;
}
