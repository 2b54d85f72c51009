using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/protocols</c>.</summary>
internal static class Protocols
{
    /// <summary>Hourly snapshots, files cached for 10 minutes.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(10);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(LiveTables.BronzeOnchain);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
        {
            rows.Text("protocol_id", row.Text("id"))
                .Text("slug", row.Text("slug"))
                .Text("name", row.Text("name"))
                .Text("category", row.Text("category"))
                .Text("gecko_id", row.Text("gecko_id"))
                .Text("parent_protocol", row.Text("parentProtocol"))
                .Text("chains", row.Texts("chains"))
                .Number("tvl_usd", row.Number("tvl"))
                .Number("change_1d_pct", row.Number("change_1d"))
                .Number("market_cap_usd", row.Number("mcap"))
                .Instant("listed_at", row.Seconds("listedAt"))
                .Text("type_errors", row.TypeErrors)
                .Origin(reading.Origin, reading.ObservedAt, Lag)
                .EndRow();
        }

        return rows.Build();
    }
}
