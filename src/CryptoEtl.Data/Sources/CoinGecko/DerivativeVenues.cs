using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/derivatives/exchanges</c>: one figure is a number, its neighbour a text.</summary>
internal static class DerivativeVenues
{
    /// <summary>Answers are cached for 60 s on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(60);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(DerivativesTables.Venue);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
        {
            rows.Text("venue_id", row.Text("id"))
                .Text("venue_name", row.Text("name"))
                .Number("open_interest_btc", row.Number("open_interest_btc"))
                .Number("volume_24h_btc", row.Number("trade_volume_24h_btc"))
                .Integer("perpetual_pairs", row.Integer("number_of_perpetual_pairs"))
                .Integer("futures_pairs", row.Integer("number_of_futures_pairs"))
                .Integer("year_established", row.Integer("year_established"))
                .Text("country", row.Text("country"))
                .Integer("page", reading.Page)
                .Text("type_errors", row.TypeErrors)
                .Origin(reading.Origin, reading.ObservedAt, Lag)
                .EndRow();
        }

        return rows.Build();
    }
}
