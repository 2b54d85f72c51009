namespace CryptoEtl.Simulator.Prices;

/// <summary>All-time high and low, up to a moment.</summary>
internal static class Extremes
{
    public static PriceRecord? High(AssetHistory history, DateTimeOffset moment) =>
        Find(history, moment, history.Daily.High, better: (price, held) => price > held, path => path.HighTime, high: true);

    public static PriceRecord? Low(AssetHistory history, DateTimeOffset moment) =>
        Find(history, moment, history.Daily.Low, better: (price, held) => price < held, path => path.LowTime, high: false);

    private static PriceRecord? Find(
        AssetHistory history, DateTimeOffset moment, double[] column, Func<double, double, bool> better,
        Func<IntradayPath, double> timeOf, bool high)
    {
        var today = AssetHistory.DayNumber(moment);
        var (best, price) = (-1, double.NaN);
        for (var i = 0; i < column.Length && history.Daily.Days[i] < today; i++)
        {
            // A price of zero or less is a defect, not a record.
            if (column[i] > 0 && (best < 0 || better(column[i], price)))
                (best, price) = (i, column[i]);
        }

        PriceRecord? record = best < 0 ? null : new PriceRecord(price, At(history.Daily.Days[best], timeOf(history.Path(best))));
        return Today(history, moment, high) is { } now && (record is null || better(now, record.Value.Price))
            ? new PriceRecord(now, moment)
            : record;
    }

    // The day that runs counts up to the moment only: its extremes may lie ahead.
    private static double? Today(AssetHistory history, DateTimeOffset moment, bool high)
    {
        var midnight = new DateTimeOffset(moment.UtcDateTime.Date, TimeSpan.Zero);
        return history.RangeBetween(midnight, moment) is { } range && (high ? range.High : range.Low) is > 0 and var price
            ? price
            : null;
    }

    private static DateTimeOffset At(int day, double share) =>
        new DateTimeOffset(DateOnly.FromDayNumber(day), TimeOnly.MinValue, TimeSpan.Zero).AddMilliseconds(Math.Floor(share * 86_400_000));
}
