using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/{id}/ohlc</c> and its <c>/range</c>. A stamp is the close of its candle; that of the running one lies in the future.</summary>
internal static class Candles
{
    private static readonly string[] Prices = ["open_usd", "high_usd", "low_usd", "close_usd"];

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        reading.RequireUsd();
        var asset = reading.Segment(1);
        var rows = new BatchBuilder(HistoricalTables.Candle);
        await foreach (var candle in JsonRows.ElementsAsync(body, reading, cancellation))
            Add(rows.Text("asset_id", asset), candle, reading);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonElement candle, Reading reading)
    {
        var place = $"candle {rows.RowCount}";
        var close = Stamps.Milliseconds(Pairs.Check(candle, Prices.Length, reading, place)[0], reading, place);
        string? errors = null;
        for (var at = 0; at < Prices.Length; at++)
            rows.Number(Prices[at], Pairs.Value(candle, at + 1, Prices[at], ref errors));
        rows.Instant("stamp", close)
            .Day("day", Stamps.DayOf(close))
            .Flag("is_live", close + PublicationLags.CandleCache > reading.ObservedAt)
            .Text("type_errors", errors)
            .Origin(reading.Origin, Stamps.EndOf(close, reading), PublicationLags.MarketChartRange)
            .EndRow();
    }
}
