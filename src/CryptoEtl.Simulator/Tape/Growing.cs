namespace CryptoEtl.Simulator.Tape;

/// <summary>Rows of one asset while they are read.</summary>
internal sealed class GrowingRows(int width)
{
    private readonly List<int> days = [];
    private readonly List<double>[] columns = [.. Enumerable.Range(0, width).Select(_ => new List<double>())];

    public int LastDay => days.Count == 0 ? int.MinValue : days[^1];

    public void Add(int day, ReadOnlySpan<double> values)
    {
        days.Add(day);
        for (var i = 0; i < columns.Length; i++)
            columns[i].Add(values[i]);
    }

    public DaySeries Single() => new([.. days], [.. columns[0]]);

    public DailySeries Daily() => new(
        [.. days], [.. columns[0]], [.. columns[1]], [.. columns[2]], [.. columns[3]],
        [.. columns[4]], [.. columns[5]], [.. columns[6]]);

    public SocialSeries Social() => new(
        [.. days], [.. columns[0]], [.. columns[1]], [.. columns[2]], [.. columns[3]], [.. columns[4]], [.. columns[5]]);
}
