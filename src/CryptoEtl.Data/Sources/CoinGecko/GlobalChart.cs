using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/global/market_cap_chart</c>.</summary>
internal static class GlobalChart
{
    private static readonly string[] Arrays = ["market_cap", "volume"];

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        reading.RequireUsd();
        var (_, charts) = await JsonRows.ObjectAsync(body, "market_cap_chart", reading, cancellation);
        var chart = new Chart(charts, Arrays, reading);
        var rows = new BatchBuilder(HistoricalTables.GlobalPoint);
        foreach (var (stamp, point) in chart.Points)
        {
            chart.AddClocks(rows, stamp, PublicationLags.GlobalChart);
            rows.Number("market_cap_usd", point.Values[0])
                .Number("volume_24h_usd", point.Values[1])
                .Integer("repeats", point.Repeats)
                .Text("type_errors", point.Errors)
                .EndRow();
        }

        return rows.Build();
    }
}
