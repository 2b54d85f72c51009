using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/exchanges/gdax/tickers</c>.</summary>
internal static class CoinbaseTickers
{
    /// <summary>Answers are cached for 60 s on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(60);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (_, tickers) = await JsonRows.OfEnvelopeAsync(body, "tickers", reading, cancellation);
        var rows = new BatchBuilder(CoinbaseTables.Ticker);
        foreach (var row in tickers)
            Add(rows, row, reading);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow row, Reading reading)
    {
        var fetched = row.Instant("last_fetch_at");
        rows.Text("base", row.Text("base")?.ToUpperInvariant())
            .Text("target", row.Text("target")?.ToUpperInvariant())
            .Text("asset_id", row.Text("coin_id"))
            .Text("target_asset_id", row.Text("target_coin_id"))
            .Number("last", row.Number("last"))
            .Number("last_usd", row.Inner("converted_last")?.Number("usd"))
            .Number("volume", row.Number("volume"))
            .Number("volume_24h_usd", row.Inner("converted_volume")?.Number("usd"))
            .Number("spread_pct", row.Number("bid_ask_spread_percentage"))
            .Flag("is_anomaly", row.Flag("is_anomaly"))
            .Flag("is_stale", row.Flag("is_stale"))
            .Instant("last_traded_at", row.Instant("last_traded_at"))
            .Instant("last_fetch_at", fetched)
            .Integer("page", reading.Page)
            .Text("type_errors", row.TypeErrors)
            .Origin(reading.Origin, fetched ?? reading.ObservedAt, Lag)
            .EndRow();
    }
}
