namespace CryptoEtl.Core.Historical.Silver;

/// <summary>Some rows of a batch, in order of time.</summary>
internal readonly record struct RowRun(Batch Rows, int[] At);

/// <summary>The daily bars of one asset, from its points, candles and hourly points, all in order of time.</summary>
internal sealed class AssetBars(BatchBuilder bars, string asset, RowRun chart, RowRun candles, RowRun hours, BatchId batch)
{
    private readonly DateTime?[] chartDays = chart.Rows.Instants("day"), candleDays = candles.Rows.Instants("day"), hourDays = hours.Rows.Instants("day");
    private readonly double?[] prices = chart.Rows.Numbers("price_usd"), hourPrices = hours.Rows.Numbers("price_usd");
    private int candle, hour;

    public void Write()
    {
        for (var at = 0; at < chart.At.Length; at++)
        {
            var day = chartDays[chart.At[at]]!.Value;
            while (NextCandle is { } early && candleDays[early] < day)
                WriteCandle(early, point: null);

            if (NextCandle is { } same && candleDays[same] == day)
                WriteCandle(same, chart.At[at]);
            else
                WriteWithoutCandle(at, day);
        }

        while (NextCandle is { } late)
            WriteCandle(late, point: null);
    }

    private int? NextCandle => candle < candles.At.Length ? candles.At[candle] : null;

    private void WriteCandle(int row, int? point)
    {
        candle++;
        var clocks = default(RowClocks);
        clocks.Add(candles.Rows, row);
        bars.Number("open_usd", candles.Rows.Numbers("open_usd")[row])
            .Number("high_usd", candles.Rows.Numbers("high_usd")[row])
            .Number("low_usd", candles.Rows.Numbers("low_usd")[row])
            .Number("close_usd", candles.Rows.Numbers("close_usd")[row]);
        Close(candleDays[row]!.Value, "candle", 1, point, clocks, point is null ? candles.Rows.Texts(Tables.RawSha256)[row] : null);
    }

    private void WriteWithoutCandle(int at, DateTime day)
    {
        var (first, count) = HoursOf(day);
        var point = chart.At[at];
        if (count > 1)
            WriteHours(first, count, point, day);
        else if (at > 0 && chartDays[chart.At[at - 1]] == day.AddDays(-1) && prices[chart.At[at - 1]] is { } open && prices[point] is { } close)
            WritePoints(chart.At[at - 1], open, close, point, day);
        else
            WriteClose(point, day);
    }

    /// <summary>Hourly points of a day: position of the first, and how many.</summary>
    private (int First, int Count) HoursOf(DateTime day)
    {
        while (hour < hours.At.Length && hourDays[hours.At[hour]] < day)
            hour++;
        var end = hour;
        while (end < hours.At.Length && hourDays[hours.At[end]] == day)
            end++;
        return (hour, end - hour);
    }

    private void WriteHours(int first, int count, int point, DateTime day)
    {
        var clocks = default(RowClocks);
        double? high = null, low = null;
        for (var at = first; at < first + count; at++)
        {
            var price = hourPrices[hours.At[at]];
            (high, low) = (high >= price ? high : price ?? high, low <= price ? low : price ?? low);
            clocks.Add(hours.Rows, hours.At[at]);
        }

        bars.Number("open_usd", hourPrices[hours.At[first]]).Number("high_usd", high).Number("low_usd", low)
            .Number("close_usd", hourPrices[hours.At[first + count - 1]]);
        Close(day, "hours", count, point, clocks, rawSha256: null);
    }

    /// <summary>The point at the start of the day and the one at its end: the range is at least theirs.</summary>
    private void WritePoints(int before, double open, double close, int point, DateTime day)
    {
        var clocks = default(RowClocks);
        clocks.Add(chart.Rows, before);
        bars.Number("open_usd", open).Number("high_usd", Math.Max(open, close)).Number("low_usd", Math.Min(open, close)).Number("close_usd", close);
        var hash = chart.Rows.Texts(Tables.RawSha256);
        Close(day, "points", 2, point, clocks, hash[before] == hash[point] ? hash[point] : null);
    }

    private void WriteClose(int point, DateTime day)
    {
        bars.Number("close_usd", prices[point]);
        Close(day, "close", 1, point, default, chart.Rows.Texts(Tables.RawSha256)[point]);
    }

    /// <summary>Volume and cap are the chart's.</summary>
    private void Close(DateTime day, string source, int points, int? point, RowClocks clocks, string? rawSha256)
    {
        if (point is { } row)
        {
            clocks.Add(chart.Rows, row);
            bars.Number("volume_usd", chart.Rows.Numbers("volume_24h_usd")[row])
                .Number("market_cap_usd", chart.Rows.Numbers("market_cap_usd")[row] is > 0 and var cap ? cap : null);
        }

        bars.Text("asset_id", asset).Day("day", DateOnly.FromDateTime(day)).Text("bar_source", source).Integer("points", points);
        clocks.Write(bars, day.AddDays(1), PublicationLags.Market, batch, rawSha256);
        bars.EndRow();
    }
}
