using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>Reads <c>/coins/list/v2</c>.</summary>
internal static class SocialCoins
{
    /// <summary>Fresh within seconds.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    /// <summary>The rows. How many the whole list has is in the envelope.</summary>
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (envelope, elements) = await JsonRows.OfEnvelopeAsync(body, "data", reading, cancellation);
        var rows = new BatchBuilder(LiveTables.BronzeSocial);
        foreach (var row in elements)
            Add(rows, row, reading);
        reading.TotalRows = envelope.Inner("config")?.Integer("total_rows");
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow row, Reading reading)
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
            .Integer("page", reading.Page)
            .Text("type_errors", row.TypeErrors)
            .Origin(reading.Origin, lastUpdated ?? reading.ObservedAt, Lag)
            .EndRow();
    }
}
