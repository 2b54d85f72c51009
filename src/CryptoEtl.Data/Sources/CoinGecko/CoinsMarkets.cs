using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/markets</c>.</summary>
internal static class CoinsMarkets
{
    /// <summary>Answers are cached for 45 s on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(45);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(LiveTables.BronzeMarket);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
            Add(rows, row, reading);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow row, Reading reading)
    {
        var lastUpdated = row.Instant("last_updated");
        AddIdentity(rows, row);
        AddMarket(rows, row);
        AddSupplyAndExtremes(rows, row);
        rows.Instant("last_updated", lastUpdated)
            .Integer("page", reading.Page)
            .Text("type_errors", row.TypeErrors)
            .Origin(reading.Origin, lastUpdated ?? reading.ObservedAt, Lag)
            .EndRow();
    }

    private static void AddIdentity(BatchBuilder rows, JsonRow row) => rows
        .Text("asset_id", row.Text("id"))
        .Text("symbol", row.Text("symbol"))
        .Text("name", row.Text("name"));

    private static void AddMarket(BatchBuilder rows, JsonRow row) => rows
        .Number("price_usd", row.Number("current_price"))
        .Number("market_cap_usd", row.Number("market_cap"))
        .Integer("market_cap_rank", row.Integer("market_cap_rank"))
        .Number("fully_diluted_valuation_usd", row.Number("fully_diluted_valuation"))
        .Number("volume_24h_usd", row.Number("total_volume"))
        .Number("high_24h_usd", row.Number("high_24h"))
        .Number("low_24h_usd", row.Number("low_24h"))
        .Number("change_1h_pct", row.Number("price_change_percentage_1h_in_currency"))
        .Number("change_24h_pct", row.Number("price_change_percentage_24h"))
        .Number("change_7d_pct", row.Number("price_change_percentage_7d_in_currency"))
        .Number("change_30d_pct", row.Number("price_change_percentage_30d_in_currency"))
        .Number("market_cap_change_24h_pct", row.Number("market_cap_change_percentage_24h"));

    private static void AddSupplyAndExtremes(BatchBuilder rows, JsonRow row) => rows
        .Number("circulating_supply", row.Number("circulating_supply"))
        .Number("total_supply", row.Number("total_supply"))
        .Number("max_supply", row.Number("max_supply"))
        .Number("ath_usd", row.Number("ath"))
        .Instant("ath_at", row.Instant("ath_date"))
        .Number("atl_usd", row.Number("atl"))
        .Instant("atl_at", row.Instant("atl_date"));
}
