using CryptoEtl.Core;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/list/new</c>: stamps in seconds.</summary>
internal static class NewCoins
{
    /// <summary>Answers are cached for 30 s.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(UniverseTables.NewCoin);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
        {
            var activated = row.Seconds("activated_at");
            rows.Text("asset_id", row.Text("id"))
                .Text("symbol", row.Text("symbol"))
                .Text("name", row.Text("name"))
                .Instant("activated_at", activated)
                .Text("type_errors", row.TypeErrors)
                .Origin(reading.Origin, activated ?? reading.ObservedAt, Lag)
                .EndRow();
        }

        return rows.Build();
    }
}
