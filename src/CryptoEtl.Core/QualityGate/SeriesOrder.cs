namespace CryptoEtl.Core.QualityGate;

/// <summary>Puts rows in order of series and time: without a sort where they are in that order, and by turning round those that are newest first.</summary>
internal static class SeriesOrder
{
    public static (int[] Order, int[] Starts) Of(int[] series, DateTime?[] times)
    {
        var (order, starts) = BySeries(series, times);
        for (var one = 0; one + 1 < starts.Length; one++)
            ByTime(order.AsSpan(starts[one], starts[one + 1] - starts[one]), times);
        return (order, starts);
    }

    /// <summary>Counts, then places: rows of a series stay in their order.</summary>
    private static (int[] Order, int[] Starts) BySeries(int[] series, DateTime?[] times)
    {
        var starts = new int[(series.Length == 0 ? 0 : Math.Max(0, series.Max() + 1)) + 1];
        for (var row = 0; row < series.Length; row++)
        {
            if (series[row] >= 0 && times[row].HasValue)
                starts[series[row] + 1]++;
        }

        for (var one = 1; one < starts.Length; one++)
            starts[one] += starts[one - 1];

        var (order, next) = (new int[starts[^1]], starts.AsSpan().ToArray());
        for (var row = 0; row < series.Length; row++)
        {
            if (series[row] >= 0 && times[row].HasValue)
                order[next[series[row]]++] = row;
        }

        return (order, starts);
    }

    private static void ByTime(Span<int> rows, DateTime?[] times)
    {
        var (rises, falls) = (true, true);
        for (var at = 1; at < rows.Length && (rises || falls); at++)
        {
            var (before, now) = (Ticks(times, rows[at - 1]), Ticks(times, rows[at]));
            rises &= now >= before;
            falls &= now < before;
        }

        if (rises)
            return;
        if (falls)
            rows.Reverse();
        else
            Sort(rows, times);
    }

    /// <summary>The sort may swap rows of one time: those are put back in their order.</summary>
    private static void Sort(Span<int> rows, DateTime?[] times)
    {
        var ticks = new long[rows.Length];
        for (var at = 0; at < rows.Length; at++)
            ticks[at] = Ticks(times, rows[at]);
        ticks.AsSpan().Sort(rows);
        for (int at = 1, first = 0; at <= rows.Length; at++)
        {
            if (at < rows.Length && ticks[at] == ticks[first])
                continue;
            rows[first..at].Sort();
            first = at;
        }
    }

    private static long Ticks(DateTime?[] times, int row) => times[row].GetValueOrDefault().Ticks;
}
