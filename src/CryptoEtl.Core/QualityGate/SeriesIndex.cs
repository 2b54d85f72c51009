namespace CryptoEtl.Core.QualityGate;

/// <summary>Rows in order of series and time, so that rules on neighbours need not sort again.</summary>
public sealed class SeriesIndex
{
    private SeriesIndex(SeriesDefinition definition, Batch rows, int known, int[] numbers, int[] order, int[] starts) =>
        (Definition, Rows, Known, Numbers, Order, Starts, Times) = (definition, rows, known, numbers, order, starts, rows.Instants(definition.Time));

    public SeriesDefinition Definition { get; }

    /// <summary>Rows known before, then the rows of the batch.</summary>
    public Batch Rows { get; }

    /// <summary>How many of <see cref="Rows"/> were known before. A row at or after this position is judged, as row <c>position - Known</c> of the batch.</summary>
    public int Known { get; }

    /// <summary>The series of each row, from 0; -1: a part of its name is null.</summary>
    public int[] Numbers { get; }

    /// <summary>Positions in <see cref="Rows"/>, series by series, oldest first; rows of one time in their order, those known before first. Rows without a time or a series' name are left out.</summary>
    public int[] Order { get; }

    /// <summary>Where in <see cref="Order"/> each series starts; the last is its length.</summary>
    public int[] Starts { get; }

    /// <summary>The time of each row.</summary>
    public DateTime?[] Times { get; }

    public static SeriesIndex Of(SeriesDefinition definition, Batch? before, Batch rows)
    {
        var all = before is { RowCount: > 0 } ? Batch.Concat(rows.Table, [before, rows]) : rows;
        var numbers = SeriesNumbers.Of(all, definition.Columns);
        var (order, starts) = SeriesOrder.Of(numbers, all.Instants(definition.Time));
        return new(definition, all, all.RowCount - rows.RowCount, numbers, order, starts);
    }

    /// <summary>Ticks of a row that has a time.</summary>
    public long TicksOf(int row) => Times[row].GetValueOrDefault().Ticks;

    /// <summary>Calls once for each row of the batch that has an earlier one in its series.</summary>
    /// <param name="judge">Position of the row before it (the last of an earlier time), of the row itself, and the row's place in <see cref="Order"/>.</param>
    public void ForEachPair(Action<int, int, int> judge)
    {
        for (var series = 0; series + 1 < Starts.Length; series++)
        {
            var before = -1;
            for (var at = Starts[series]; at < Starts[series + 1]; at++)
            {
                var row = Order[at];
                if (at > Starts[series] && TicksOf(row) != TicksOf(Order[at - 1]))
                    before = Order[at - 1];
                if (before >= 0 && row >= Known)
                    judge(before, row, at);
            }
        }
    }

    /// <summary>The values of the last rows before a place of the order, newest first.</summary>
    /// <param name="least">Where the series starts in the order.</param>
    /// <returns>How many there are: values that are not above 0 are passed over.</returns>
    public int Trailing(double?[] values, int at, int least, Span<double> into)
    {
        var count = 0;
        for (var back = at - 1; back >= least && count < into.Length; back--)
        {
            if (values[Order[back]] is > 0 and { } value)
                into[count++] = value;
        }

        return count;
    }

    /// <summary>The place in <see cref="Starts"/> of the series of a place in <see cref="Order"/>.</summary>
    public int SeriesAt(int at)
    {
        var found = Array.BinarySearch(Starts, at);
        while (found >= 0 && found + 1 < Starts.Length && Starts[found + 1] == at)
            found++;
        return found >= 0 ? found : ~found - 1;
    }
}
