using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/v2/historicalChainTvl</c>, of one chain or of all.</summary>
internal static class ChainTvls
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var series = new LockedPoints();
        var index = 0;
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
        {
            var usd = row.Number("tvl");
            series.Add(Stamps.Seconds(row, "date", index++, reading), usd, row.TypeErrors);
        }

        var chain = reading.Segment(2) ?? "all";
        var rows = new BatchBuilder(HistoricalTables.ChainTvl);
        series.Flush(rows, row => row.Text("chain", chain), reading);
        return rows.Build();
    }
}
