namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>The bars of the segment that ends with the row's own bar, oldest first. N means N bars.</summary>
internal sealed class PastBars
{
    public PastBars(Past past, int firstDay)
    {
        Days = [.. Segment(past, firstDay).Reverse()];
        (Open, High, Low) = (Each(past.Open), Each(past.High), Each(past.Low));
        (Close, Volume) = (Each(past.Close), Each(past.Volume));
        Typical = Each(day => (past.High(day) + past.Low(day) + past.Close(day)) / 3);
    }

    public int[] Days { get; }

    public double[] Open { get; }

    public double[] High { get; }

    public double[] Low { get; }

    public double[] Close { get; }

    public double[] Volume { get; }

    public double[] Typical { get; }

    /// <summary>Standard deviation of the last 90 closes, at least 60, at each bar of the last 365.</summary>
    public double[] Deviation => field ??= [.. Close.Select((_, at) => at + 1 < 60 || at < Count - 365 ? double.NaN : Plain.Std(Close[Math.Max(0, at - 89)..(at + 1)]))];

    public int Count => Days.Length;

    private static IEnumerable<int> Segment(Past past, int firstDay)
    {
        var missing = 0;
        for (var day = past.Day; day >= firstDay && missing <= past.Config.MaxGapDays; day--)
        {
            missing = past.HasBar(day) ? 0 : missing + 1;
            if (missing == 0)
                yield return day;
        }
    }

    private double[] Each(Func<int, double> series) => [.. Days.Select(series)];
}
