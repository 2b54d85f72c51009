namespace CryptoEtl.Core.QualityGate;

/// <summary>Rows in order of series and time, so that rules on neighbours need not sort again.</summary>
public sealed class SeriesIndex
{
    private SeriesIndex(SeriesDefinition definition, Batch rows, int known, int[] order, int[] starts) =>
        (Definition, Rows, Known, Order, Starts) = (definition, rows, known, order, starts);

    public SeriesDefinition Definition { get; }

    /// <summary>Rows known before, then the rows of the batch.</summary>
    public Batch Rows { get; }

    /// <summary>How many of <see cref="Rows"/> were known before. A row at or after this position is judged, as row <c>position - Known</c> of the batch.</summary>
    public int Known { get; }

    /// <summary>Positions in <see cref="Rows"/>, series by series, oldest first; rows of one time in their order, those known before first. Rows without a time or a series' name are left out.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>Where in <see cref="Order"/> each series starts; the last is its length.</summary>
    public IReadOnlyList<int> Starts { get; }

    public static SeriesIndex Of(SeriesDefinition definition, Batch? before, Batch rows)
    {
        var all = before is { RowCount: > 0 } ? Batch.Concat(rows.Table, [before, rows]) : rows;
        var times = all.Instants(definition.Time);
        var series = SeriesNumbers.Of(all, definition.Columns);
        var order = Enumerable.Range(0, all.RowCount).Where(row => times[row] is not null && series[row] >= 0).ToArray();
        if (!IsInOrder(order, series, times))
            order = [.. order.OrderBy(row => series[row]).ThenBy(row => times[row]!.Value.Ticks)];
        return new(definition, all, all.RowCount - rows.RowCount, order, StartsOf(order, series));
    }

    private static bool IsInOrder(int[] order, int[] series, DateTime?[] times)
    {
        for (var at = 1; at < order.Length; at++)
        {
            var (before, row) = (order[at - 1], order[at]);
            if (series[row] < series[before] || (series[row] == series[before] && times[row] < times[before]))
                return false;
        }

        return true;
    }

    private static int[] StartsOf(int[] order, int[] series)
    {
        var starts = new List<int>();
        for (var at = 0; at < order.Length; at++)
        {
            if (at == 0 || series[order[at]] != series[order[at - 1]])
                starts.Add(at);
        }

        return [.. starts, order.Length];
    }
}
