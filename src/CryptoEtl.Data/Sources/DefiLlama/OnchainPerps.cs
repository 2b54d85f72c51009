using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads Pro <c>/yields/perps</c>: one stamp is ISO, the other milliseconds; funding is a fraction.</summary>
internal static class OnchainPerps
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (_, perps) = await JsonRows.OfEnvelopeAsync(body, "data", reading, cancellation);
        var rows = new BatchBuilder(DerivativesTables.OnchainPerp);
        foreach (var row in perps)
            Add(rows, row, reading.Origin);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow row, RowOrigin origin)
    {
        var quoted = row.Instant("timestamp");
        rows.Text("perp_id", row.Text("perp_id"))
            .Text("marketplace", row.Text("marketplace"))
            .Text("market", row.Text("market"))
            .Text("base_asset", row.Text("baseAsset"))
            .Number("funding_rate", row.Number("fundingRate"))
            .Number("funding_rate_previous", row.Number("fundingRatePrevious"))
            .Instant("funding_previous_at", row.Milliseconds("fundingTimePrevious"))
            .Number("funding_7d_average", row.Number("fundingRate7dAverage"))
            .Number("funding_30d_average", row.Number("fundingRate30dAverage"))
            .Number("open_interest", row.Number("openInterest"))
            .Number("index_price", row.Number("indexPrice"))
            .Instant("quoted_at", quoted)
            .Text("type_errors", row.TypeErrors)
            .Origin(origin, quoted ?? origin.ObservedAt, TimeSpan.Zero)
            .EndRow();
    }
}
