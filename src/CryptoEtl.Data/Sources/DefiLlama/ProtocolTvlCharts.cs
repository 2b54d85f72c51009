using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads Pro <c>/v2/chart/tvl/protocol/{slug}</c>: <c>[[seconds, usd]]</c>.</summary>
internal static class ProtocolTvlCharts
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var series = new LockedPoints();
        var index = 0;
        await foreach (var element in JsonRows.ElementsAsync(body, reading, cancellation))
        {
            var place = $"point {index++}";
            var stamp = Stamps.Seconds(Pairs.Check(element, 1, reading, place)[0], reading, place);
            string? errors = null;
            series.Add(stamp, Pairs.Value(element, 1, "tvl", ref errors), errors);
        }

        var (slug, scope) = (reading.Segment(4), reading.Parameter("key") ?? "all");
        var rows = new BatchBuilder(HistoricalTables.ProtocolTvl);
        series.Flush(rows, row => row.Text("slug", slug).Text("scope", scope), reading);
        return rows.Build();
    }
}
