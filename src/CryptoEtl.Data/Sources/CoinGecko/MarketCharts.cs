using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/{id}/market_chart</c>, its <c>/range</c>, and the same by contract.</summary>
internal static class MarketCharts
{
    private static readonly string[] Arrays = ["prices", "market_caps", "total_volumes"];

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        reading.RequireUsd();
        var chart = new Chart(await JsonRows.EnvelopeAsync(body, reading, cancellation), Arrays, reading);
        var lag = reading.Request.Endpoint == Endpoints.MarketChart ? PublicationLags.MarketChart : PublicationLags.MarketChartRange;
        var (asset, contract) = Subject(reading);
        var rows = new BatchBuilder(HistoricalTables.PricePoint);
        foreach (var (stamp, point) in chart.Points)
        {
            rows.Text("asset_id", asset).Text("contract", contract);
            chart.AddClocks(rows, stamp, lag);
            Add(rows, point);
        }

        return rows.Build();
    }

    private static void Add(BatchBuilder rows, ChartPoint point) => rows
        .Number("price_usd", point.Values[0])
        .Number("market_cap_usd", point.Values[1])
        .Number("volume_24h_usd", point.Values[2])
        .Integer("repeats", point.Repeats)
        .Text("type_errors", point.Errors)
        .EndRow();

    /// <summary>The answer does not say whose chart it is. By contract, the first part of the path is the platform.</summary>
    private static (string? Asset, string? Contract) Subject(Reading reading) => reading.Segment(2) == "contract"
        ? (null, ContractKey.Of(reading.Segment(1)!, reading.Segment(3)!))
        : (reading.Segment(1), null);
}
