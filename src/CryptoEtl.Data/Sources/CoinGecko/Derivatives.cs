using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/derivatives</c>: stamps in seconds, the price as text.</summary>
internal static class Derivatives
{
    /// <summary>Answers are cached for 30 s on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(DerivativesTables.Contract);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
            Add(rows, row, reading.Origin);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow row, RowOrigin origin)
    {
        var traded = row.Seconds("last_traded_at");
        rows.Text("venue_name", row.Text("market"))
            .Text("symbol", row.Text("symbol"))
            .Text("index_id", row.Text("index_id"))
            .Text("contract_type", row.Text("contract_type"))
            .Number("price", row.Number("price"))
            .Number("change_24h_pct", row.Number("price_percentage_change_24h"))
            .Number("index_price", row.Number("index"))
            .Number("basis_pct", row.Number("basis"))
            .Number("spread_pct", row.Number("spread"))
            .Number("funding_rate_pct", row.Number("funding_rate"))
            .Number("open_interest_usd", row.Number("open_interest"))
            .Number("volume_24h_usd", row.Number("volume_24h"))
            .Instant("last_traded_at", traded)
            .Instant("expires_at", row.Seconds("expired_at"))
            .Text("type_errors", row.TypeErrors)
            .Origin(origin, origin.ObservedAt, Lag)
            .EndRow();
    }
}
