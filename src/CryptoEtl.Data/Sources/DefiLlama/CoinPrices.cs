using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/prices/current/{coins}</c>, and the same shape of a past moment. A coin that is not known is left out.</summary>
internal static class CoinPrices
{
    private const string OfCoinGecko = "coingecko:";

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var answer = await JsonRows.EnvelopeAsync(body, reading, cancellation);
        var coins = answer.Nested("coins", JsonValueKind.Object) ?? throw new UpstreamException($"{reading.What}: the answer has no object 'coins'");
        var rows = new BatchBuilder(HistoricalTables.Quote);
        foreach (var (key, row) in JsonRows.Entries(coins, "coins{}", reading))
            Add(rows.Text("source", SourceNames.DefiLlama).Text("quoted_id", key).Text("asset_id", AssetOf(key)), row, reading);
        return rows.Build();
    }

    private static string? AssetOf(string key) => key.StartsWith(OfCoinGecko, StringComparison.Ordinal) ? key[OfCoinGecko.Length..] : null;

    private static void Add(BatchBuilder rows, JsonRow row, Reading reading)
    {
        var stamp = row.Seconds("timestamp");
        rows.Text("symbol", row.Text("symbol"))
            .Number("price_usd", row.Number("price"))
            .Integer("decimals", row.Integer("decimals"))
            .Number("confidence", row.Number("confidence"))
            .Instant("stamp", stamp)
            .Text("type_errors", row.TypeErrors)
            .Origin(reading.Origin, stamp ?? reading.ObservedAt, PublicationLags.Quote)
            .EndRow();
    }
}
