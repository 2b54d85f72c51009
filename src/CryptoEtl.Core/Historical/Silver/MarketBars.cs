namespace CryptoEtl.Core.Historical.Silver;

/// <summary>Daily bars: chart and candles joined by stamp. How each bar was made is said in the bar.</summary>
public static class MarketBars
{
    /// <param name="chart">Daily points of <see cref="HistoricalTables.Chart"/>, one per asset and day.</param>
    /// <param name="candles">Daily candles of <see cref="HistoricalTables.Candles"/>, one per asset and day.</param>
    /// <param name="hours">Hourly points of <see cref="HistoricalTables.Chart"/>: they make the bars of days without a candle.</param>
    public static Batch Of(Batch chart, Batch candles, Batch hours, BatchId batch)
    {
        var rows = new BatchBuilder(HistoricalTables.SilverMarket);
        var (points, bars, within) = (ByAsset(chart, "day"), ByAsset(candles, "day"), ByAsset(hours, "stamp"));
        foreach (var asset in points.Keys.Union(bars.Keys).Order(StringComparer.Ordinal))
        {
            new AssetBars(rows, asset, new(chart, Rows(points, asset)), new(candles, Rows(bars, asset)), new(hours, Rows(within, asset)), batch).Write();
        }

        return rows.Build();
    }

    private static Dictionary<string, int[]> ByAsset(Batch rows, string time) => RowGroups.Of(rows.Texts("asset_id"), rows.Instants(time));

    private static int[] Rows(Dictionary<string, int[]> groups, string asset) => groups.GetValueOrDefault(asset) ?? [];
}
