namespace CryptoEtl.Core.Features.Series;

/// <summary>Takes in the observations of one asset, in any order, and sorts out what was known when.</summary>
/// <param name="config">Its lags date what has no date of publication.</param>
public sealed class AssetHistoryBuilder(string assetId, FeatureConfig config)
{
    private const int HoursADay = 24;
    private readonly Dictionary<(int Series, int Place), List<Vintage>> dated = [];
    private readonly double[]?[] plain = new double[]?[AssetHistory.Hours + 1];
    private int first = int.MaxValue;
    private int last = int.MinValue;
    private int start;

    private readonly record struct Vintage(long Published, double Value);

    public string AssetId { get; } = assetId;

    /// <summary>There is no observation at all.</summary>
    public bool IsEmpty => last < first;

    /// <summary>An observation that was published at its source's usual time.</summary>
    /// <param name="day">Day number.</param>
    /// <param name="value">NaN: none.</param>
    public void Add(Field field, int day, double value)
    {
        if (double.IsNaN(value) || Fields.IsMeant(field, value))
            Put((int)field, day, day, value);
        else
            TakeMeaningless(field, day);
    }

    /// <summary>An observation whose publication is known. Of those published at one moment the last one added counts.</summary>
    /// <param name="value">NaN: withdrawn.</param>
    /// <param name="publishedTicks">UTC ticks.</param>
    public void Add(Field field, int day, double value, long publishedTicks)
    {
        Cover(day);
        Dated((int)field, day).Add(new(publishedTicks, Meant(field, value)));
    }

    /// <summary>The close of an hour, published at the usual time after its end.</summary>
    /// <param name="hour">Hours since day 0; the hour's start.</param>
    public void AddHour(int hour, double close) => Put(AssetHistory.Hours, hour / HoursADay, hour, close > 0 && double.IsFinite(close) ? close : double.NaN);

    /// <summary>The close of an hour, published at a known moment.</summary>
    public void AddHour(int hour, double close, long publishedTicks)
    {
        Cover(hour / HoursADay);
        Dated(AssetHistory.Hours, hour).Add(new(publishedTicks, close > 0 && double.IsFinite(close) ? close : double.NaN));
    }

    /// <exception cref="InvalidOperationException">There is no observation.</exception>
    public AssetHistory Build()
    {
        if (IsEmpty)
            throw new InvalidOperationException($"{AssetId} has no observation");

        var days = last - first + 1;
        var onTime = new double[]?[plain.Length];
        var published = new long[days];
        for (var series = 0; series < plain.Length; series++)
        {
            if (plain[series] is { } values)
                onTime[series] = OnGrid(series, values, published);
        }

        var late = Dated(onTime, published);
        for (var at = 1; at < days; at++)
            published[at] = Math.Max(published[at], published[at - 1]);
        return new(AssetId, first, days, onTime, late, published);
    }

    /// <summary>Null, and yet something that was published: what came before it no longer counts.</summary>
    private void TakeMeaningless(Field field, int day)
    {
        Cover(day);
        Dated((int)field, day).Insert(0, new(config.PublishedTicks(Fields.SourceOf(field), day), double.NaN));
    }

    private static double Meant(Field field, double value) => Fields.IsMeant(field, value) ? value : double.NaN;

    private static int PerDay(int series) => series == AssetHistory.Hours ? HoursADay : 1;

    private static FeatureSource SourceOf(int series) => series == AssetHistory.Hours ? FeatureSource.Hourly : Fields.SourceOf((Field)series);

    private void Put(int series, int day, int place, double value)
    {
        Cover(day);
        var values = plain[series] ??= [];
        var at = place - start * PerDay(series);
        if (at < 0 || at >= values.Length)
            (values, at) = Grow(series, place);
        values[at] = value;
    }

    /// <summary>Room for a place, twice as much as before so that adding stays cheap.</summary>
    private (double[] Values, int At) Grow(int series, int place)
    {
        var day = place / PerDay(series);
        if (plain.All(values => values is null or []))
            start = day;
        if (day < start)
            Shift(start - Math.Max(0, Math.Min(day, start - (last - first))));

        var values = plain[series]!;
        var at = place - start * PerDay(series);
        var grown = new double[Math.Max((at / PerDay(series) + 1) * PerDay(series), values.Length * 2)];
        values.CopyTo(grown, 0);
        grown.AsSpan(values.Length).Fill(double.NaN);
        plain[series] = grown;
        return (grown, at);
    }

    private void Shift(int days)
    {
        for (var series = 0; series < plain.Length; series++)
        {
            if (plain[series] is not { } values)
                continue;
            var shifted = new double[values.Length + days * PerDay(series)];
            shifted.AsSpan(0, days * PerDay(series)).Fill(double.NaN);
            values.CopyTo(shifted, days * PerDay(series));
            plain[series] = shifted;
        }

        start -= days;
    }

    private void Cover(int day) => (first, last) = (Math.Min(first, day), Math.Max(last, day));

    private List<Vintage> Dated(int series, int place)
    {
        if (!dated.TryGetValue((series, place), out var vintages))
            dated.Add((series, place), vintages = []);
        return vintages;
    }

    /// <summary>Values from the first day to the last; their usual publication counts for the rows that see them first.</summary>
    private double[] OnGrid(int series, double[] values, long[] published)
    {
        var (width, source) = (PerDay(series), SourceOf(series));
        var grid = NewGrid(series);
        var shift = (start - first) * width;
        var from = Math.Max(0, -shift);
        values.AsSpan(from, Math.Min(grid.Length - Math.Max(0, shift), values.Length - from)).CopyTo(grid.AsSpan(Math.Max(0, shift)));
        PublishUsually(grid, width, config.AnchorOf(source), UsualTicks(series, first * width), published);
        return grid;
    }

    /// <param name="ticks">The usual publication of the first value.</param>
    private static void PublishUsually(double[] grid, int width, int anchor, long ticks, long[] published)
    {
        var step = TimeSpan.TicksPerDay / width;
        for (var (at, end) = (0, Math.Min(grid.Length, (published.Length - anchor) * width)); at < end; at++)
        {
            ref var latest = ref published[at / width + anchor];
            if (!double.IsNaN(grid[at]) && latest < ticks + at * step)
                latest = ticks + at * step;
        }
    }

    private double[] NewGrid(int series)
    {
        var grid = new double[(last - first + 1) * PerDay(series)];
        Array.Fill(grid, double.NaN);
        return grid;
    }

    private long UsualTicks(int series, int place) => series == AssetHistory.Hours
        ? (place + 1) * TimeSpan.TicksPerHour + config.HourlyLag.Ticks
        : config.PublishedTicks(SourceOf(series), place);

    /// <summary>Values with a date: the one that the first row sees goes on the grid, those after it are late.</summary>
    private LateValue[] Dated(double[]?[] onTime, long[] published)
    {
        var late = new List<(LateValue Value, long Published)>();
        foreach (var ((series, place), vintages) in dated)
        {
            var grid = onTime[series] ??= NewGrid(series);
            var at = place - first * PerDay(series);
            if (!double.IsNaN(grid[at]))
                vintages.Insert(0, new(UsualTicks(series, place), grid[at]));
            grid[at] = Known(series, at, [.. vintages.OrderBy(vintage => vintage.Published)], published, late);
        }

        return [.. late.OrderBy(one => one.Value.Row).ThenBy(one => one.Published).Select(one => one.Value)];
    }

    private double Known(int series, int at, Vintage[] vintages, long[] published, List<(LateValue Value, long Published)> late)
    {
        var firstRow = first + at / PerDay(series) + config.AnchorOf(SourceOf(series));
        var (onTime, current) = (double.NaN, double.NaN);
        foreach (var vintage in vintages)
        {
            var row = Math.Max(firstRow, config.FirstRowOf(vintage.Published));
            if (row <= last)
                published[row - first] = Math.Max(published[row - first], vintage.Published);
            if (row == firstRow)
                onTime = vintage.Value;
            else if (!vintage.Value.Equals(current))
                late.Add((new(row, series, at, vintage.Value), vintage.Published));
            current = vintage.Value;
        }

        return onTime;
    }
}
