using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/simple/price</c>: a map by coin. An unknown coin is left out, an unknown currency leaves an empty object.</summary>
internal static class SimplePrices
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(HistoricalTables.Quote);
        foreach (var (id, row) in await JsonRows.MapAsync(body, "{coin}", reading, cancellation))
            Add(rows.Text("source", SourceNames.CoinGecko).Text("quoted_id", id).Text("asset_id", id), row, reading);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow row, Reading reading)
    {
        var updated = row.Seconds("last_updated_at");
        rows.Number("price_usd", row.Number("usd"))
            .Number("market_cap_usd", row.Number("usd_market_cap"))
            .Number("volume_24h_usd", row.Number("usd_24h_vol"))
            .Number("change_24h_pct", row.Number("usd_24h_change"))
            .Instant("stamp", updated)
            .Text("type_errors", row.TypeErrors)
            .Origin(reading.Origin, updated ?? reading.ObservedAt, PublicationLags.Quote)
            .EndRow();
    }
}
