using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/derivatives/exchanges/{id}</c>. The answer does not hold its own id: it is the one that was asked for.</summary>
internal static class DerivativeVenue
{
    /// <summary>Answers are cached for 30 s on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var venueId = VenueOf(reading);
        var (venue, tickers) = await JsonRows.OfEnvelopeAsync(body, "tickers", reading, cancellation);
        var name = venue.Text("name");
        var rows = new BatchBuilder(DerivativesTables.Ticker);
        foreach (var row in tickers)
            Add(rows.Text("venue_id", venueId).Text("venue_name", name), row, reading.Origin);
        return rows.Build();
    }

    private static string VenueOf(Reading reading) => Uri.UnescapeDataString(reading.Request.PathAndQuery.Split('?')[0].Split('/')[^1]);

    private static void Add(BatchBuilder rows, JsonRow row, RowOrigin origin)
    {
        foreach (var column in new[] { "symbol", "base", "target", "contract_type" })
            rows.Text(column, row.Text(column));
        rows.Text("asset_id", row.Text("coin_id"))
            .Text("target_asset_id", row.Text("target_coin_id"))
            .Number("last", row.Number("last"))
            .Number("last_usd", row.Inner("converted_last")?.Number("usd"))
            .Number("change_24h_pct", row.Number("h24_percentage_change"))
            .Number("index_price", row.Number("index"))
            .Number("basis_pct", row.Number("index_basis_percentage"))
            .Number("spread", row.Number("bid_ask_spread"))
            .Number("funding_rate_pct", row.Number("funding_rate"))
            .Number("open_interest_usd", row.Number("open_interest_usd"))
            .Number("volume_24h", row.Number("h24_volume"))
            .Number("volume_24h_usd", row.Inner("converted_volume")?.Number("usd"))
            .Instant("last_traded_at", row.Seconds("last_traded"))
            .Instant("expires_at", row.Seconds("expired_at"))
            .Text("type_errors", row.TypeErrors)
            .Origin(origin, origin.ObservedAt, Lag)
            .EndRow();
    }
}
