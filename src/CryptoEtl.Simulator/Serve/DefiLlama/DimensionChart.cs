namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>A dimension as shown now: finished days, provisional ones, and the day that runs.</summary>
/// <remarks>
/// A day whose figure is not in yet shows that of the day before it, and is put right later. The day that runs holds what has flowed so
/// far, under its midnight; where nothing has come in, yesterday's whole day.
/// </remarks>
internal sealed class DimensionChart
{
    private readonly List<int> days = [];
    private readonly List<double> values = [];
    private readonly int today;

    private DimensionChart(int today) => this.today = today;

    /// <summary>Day numbers and US dollars, ascending.</summary>
    public IEnumerable<(int Day, double Usd)> Points => days.Zip(values);

    /// <summary>Finished days and the one that runs.</summary>
    public int Count => days.Count;

    /// <summary>Over the last 24 hours: no point of the chart. Null: not known.</summary>
    public double? Total24H { get; private set; }

    public double? Total48To24 => At(today - 2);

    public double? Total7DaysAgo => At(today - 8);

    public double? Total30DaysAgo => At(today - 31);

    public double AllTime => Points.Where(point => point.Day < today).Sum(point => point.Usd);

    public static DimensionChart Of(Dimension dimension, double share, DateTimeOffset now)
    {
        var chart = new DimensionChart(Prices.AssetHistory.DayNumber(now));
        var daily = dimension.Daily;
        for (var row = 0; row < daily.Days.Length; row++)
            chart.Put(daily.Days[row], daily.Values[IsIn(daily.Days[row], dimension, now) || row == 0 ? row : row - 1] * share);

        chart.PutToday(dimension, now);
        return chart;
    }

    public static DimensionChart Sum(IReadOnlyCollection<DimensionChart> charts, DateTimeOffset now)
    {
        var sum = new DimensionChart(Prices.AssetHistory.DayNumber(now));
        var byDay = new SortedDictionary<int, double>();
        foreach (var (day, usd) in charts.SelectMany(chart => chart.Points))
            byDay[day] = byDay.GetValueOrDefault(day) + usd;
        foreach (var (day, usd) in byDay)
            sum.Put(day, usd);
        if (charts.Any(chart => chart.Total24H is not null))
            sum.Total24H = charts.Sum(chart => chart.Total24H ?? 0);
        return sum;
    }

    /// <summary>Sum of so many finished days, the newest of them so many days back. Null: there is none.</summary>
    public double? Total(int length, int back = 1)
    {
        var (from, to) = (FirstFrom(today - back - length + 1), FirstFrom(today - back + 1));
        return from == to ? null : values[from..to].Sum();
    }

    /// <summary>US dollars. Null: nothing of that day.</summary>
    public double? At(int day)
    {
        var place = days.BinarySearch(day);
        return place < 0 ? null : values[place];
    }

    // Place of the first point on or after the day.
    private int FirstFrom(int day)
    {
        var place = days.BinarySearch(day);
        return place < 0 ? ~place : place;
    }

    private static bool IsIn(int day, Dimension dimension, DateTimeOffset now) =>
        now.ToUnixTimeSeconds() >= LlamaJson.Seconds(day + 1) + (long)dimension.Lag.TotalSeconds;

    // Days come in order.
    private void Put(int day, double usd)
    {
        if (!double.IsFinite(usd))
            return;

        days.Add(day);
        values.Add(usd);
    }

    // Only what was alive yesterday has a today.
    private void PutToday(Dimension dimension, DateTimeOffset now)
    {
        if (At(today - 1) is not { } yesterday)
            return;

        var mood = 0.9 + 0.2 * LlamaJson.Share(dimension.Slug, 70, today);
        var gone = now.UtcDateTime.TimeOfDay.TotalDays;
        var silent = dimension.IsDaily || gone < dimension.Lag.TotalDays;
        Put(today, dimension.IsLevel ? yesterday * mood : silent ? yesterday : yesterday * mood * gone);
        Total24H = dimension.IsLevel ? yesterday * mood : yesterday * (1 - gone) + yesterday * mood * gone + yesterday * 0.01 * mood;
    }
}
