using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features;

/// <summary>Valid bars in order, without a hole that is too wide. Series have an element a bar, from the segment's first one on.</summary>
internal sealed class BarSegment
{
    private readonly Lines<BarSegment> lines = new();
    private readonly double[][] columns = new double[5][];
    private readonly Moments moments = new();
    private int[] days = [];

    /// <summary>The bars of the rows.</summary>
    public Places Range { get; private set; }

    /// <summary>All bars from the segment's start to the last row.</summary>
    public Places All => new(Layout.Before, Range.End - Layout.Before);

    public int End => Range.End;

    public int Length => Range.End + Layout.After;

    public double[] Open => columns[0];

    public double[] High => columns[1];

    public double[] Low => columns[2];

    public double[] Close => columns[3];

    /// <summary>NaN: the bar has no volume.</summary>
    public double[] Volume => columns[4];

    public double[] Of(Line<BarSegment> line) => lines.Of(line, this, Length);

    /// <summary>Moments of windows that end at the rows, for one formula at a time.</summary>
    public Moments MomentsOf(double[] x, int window) => MomentsOf(x, Range, window);

    /// <summary>Moments of windows that end at some bars, for one formula at a time.</summary>
    public Moments MomentsOf(double[] x, Places places, int window)
    {
        moments.Take(x, Length, places, window);
        return moments;
    }

    /// <summary>Days since the first day of the asset's history.</summary>
    public int DayAt(int place) => days[place];

    /// <summary>The bars of the rows and so many before them, as far as there are.</summary>
    public Places Back(int bars)
    {
        var more = Math.Min(bars, Range.First - Layout.Before);
        return Range.Back(more);
    }

    /// <summary>Cuts the bars around a window's rows into segments.</summary>
    /// <param name="segments">Used again, and added to where they are not enough.</param>
    /// <returns>How many there are.</returns>
    public static int Cut(AssetWindow window, List<BarSegment> segments)
    {
        var count = 0;
        if (window.View.Of(Field.Close) is not { } closes)
            return count;

        var first = window.FirstDay - window.View.History.FirstDay;
        var end = Math.Min(closes.Length, first + window.Range.Count);
        for (var at = StartBefore(closes, first, window.Config.MaxGapDays); at < end;)
        {
            if (count == segments.Count)
                segments.Add(new());
            at = segments[count++].Load(window, closes, at, first, end);
        }

        return count;
    }

    /// <summary>Place of the first bar of the segment that reaches up to a day, or of the first bar from that day on.</summary>
    private static int StartBefore(double[] closes, int first, int maxGap)
    {
        var (start, gap) = (Math.Max(0, first), 0);
        for (var at = Math.Min(first, closes.Length) - 1; at >= 0 && gap <= maxGap; at--)
        {
            gap = double.IsNaN(closes[at]) ? gap + 1 : 0;
            if (gap == 0)
                start = at;
        }

        while (start < closes.Length && double.IsNaN(closes[start]))
            start++;
        return start;
    }

    /// <returns>Place of the next segment's first bar, or the end.</returns>
    private int Load(AssetWindow window, double[] closes, int start, int first, int end)
    {
        lines.Clear();
        Grow(Layout.Before + end - start + Layout.After);
        var (bars, before, last, at) = (0, 0, start, start);
        for (; at < end && at - last - 1 <= window.Config.MaxGapDays; at++)
        {
            if (double.IsNaN(closes[at]))
                continue;
            days[Layout.Before + bars++] = last = at;
            before += at < first ? 1 : 0;
        }

        Range = new(Layout.Before + before, bars - before);
        Fill(window, Field.Open, Open);
        Fill(window, Field.High, High);
        Fill(window, Field.Low, Low);
        Fill(window, Field.Close, Close);
        Fill(window, Field.Volume, Volume);
        while (at < end && double.IsNaN(closes[at]))
            at++;
        return at;
    }

    private void Fill(AssetWindow window, Field field, double[] column)
    {
        column.AsSpan(0, Length).Fill(double.NaN);
        if (window.View.Of(field) is not { } values)
            return;
        for (var at = Layout.Before; at < Range.End; at++)
            column[at] = values[days[at]];
    }

    private void Grow(int length)
    {
        if (days.Length >= length)
            return;
        days = new int[length];
        for (var column = 0; column < columns.Length; column++)
            columns[column] = new double[length];
    }
}
