using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/list</c> with <c>include_platform=true</c>.</summary>
internal static class CoinsList
{
    /// <summary>Answers are cached for 5 minutes on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(5);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(LiveTables.Listing);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
        {
            rows.Text("asset_id", row.Text("id"))
                .Text("symbol", row.Text("symbol"))
                .Text("name", row.Text("name"))
                .Text("contracts", Platforms.Of(row))
                .Text("type_errors", row.TypeErrors)
                .Origin(reading.Origin, reading.ObservedAt, Lag)
                .EndRow();
        }

        return rows.Build();
    }
}
