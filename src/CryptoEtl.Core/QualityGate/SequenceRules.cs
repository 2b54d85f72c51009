using System.Globalization;
using CryptoEtl.Core.Revisions;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules on the times of a series. Rows known before the batch are context; they are never judged.</summary>
public static class SequenceRules
{
    /// <summary>A step longer than this many usual steps is a gap.</summary>
    private const double LongestStep = 1.5;

    private const long Coarse = TimeSpan.TicksPerHour / 100;

    /// <summary>Of rows of the batch with one series and time the first stays. A row that repeats one known before is a later word on it, and no defect.</summary>
    public static Rule NoDuplicates(string id, SeriesDefinition series) => Of(
        id, Severity.Quarantine, series, [], $"{string.Join(", ", [.. series.Columns, series.Time])} together occur once in a batch",
        "A value told twice would be counted twice, and the two may differ.", Duplicates);

    /// <summary>One finding per series, at the first row that goes back.</summary>
    public static Rule InFileOrder(string id, SeriesDefinition series) => Of(
        id, Severity.Info, series, [], $"rows of a series come oldest first by {series.Time}",
        "Newest first is no defect, but who reads row by row must know it.", Backwards);

    /// <summary>One finding per gap, at the row after it.</summary>
    public static Rule NoGaps(string id, SeriesDefinition series) => Of(
        id, Severity.Info, series, [], string.Create(CultureInfo.InvariantCulture, $"neighbours of a series are at most {LongestStep} x {series.Step!.Value.TotalHours} h apart"),
        "A period is missing: the asset was suspended, dead or not collected. What is missing stays missing.", Gaps);

    /// <summary>One finding per series, at its last row.</summary>
    public static Rule NotEnded(string id, SeriesDefinition series, int days) => Of(
        id, Severity.Info, series, [], $"a series ends at most {days} days before the newest row of all",
        "It died, was delisted or was cut short by whoever collected it.", (index, found) => Ended(index, found, TimeSpan.FromDays(days))) with { EndsWithin = TimeSpan.FromDays(days) };

    /// <summary>Every step is the one that is most frequent in its series.</summary>
    public static Rule SteadyStep(string id, SeriesDefinition series, TimeSpan tolerance) => Of(
        id, Severity.Info, series, [], string.Create(CultureInfo.InvariantCulture, $"the distance to the row before is the usual one of the series, within {tolerance.TotalHours} h"),
        "The interval was changed, or periods are missing.", (index, found) => Unsteady(index, found, tolerance));

    /// <summary>A rule on neighbours.</summary>
    internal static Rule Of(
        string id, Severity severity, SeriesDefinition series, string[] columns, string sentence, string why, Action<SeriesIndex, Found> judge) => new(
        id, severity, sentence, why, input =>
        {
            var index = input.Series(series);
            var found = new Found(id, index.Known);
            judge(index, found);
            return found.All;
        }) { Columns = [.. series.Columns, series.Time, .. columns], Kind = RuleKind.Sequence };

    /// <summary>The series' name as findings show it.</summary>
    internal static string NameOf(SeriesIndex index, int row) =>
        string.Join('|', index.Definition.Columns.Select(column => Text(index.Rows[column].GetValue(row))));

    /// <summary>The most frequent distance of neighbours of a series in ticks, to a hundredth of an hour: stamps of polls scatter. 0: it has none.</summary>
    internal static long UsualStep(SeriesIndex index, int series)
    {
        var counts = new Dictionary<long, int>();
        var (best, most) = (0L, 0);
        for (var at = index.Starts[series] + 1; at < index.Starts[series + 1]; at++)
        {
            var ticks = index.TicksOf(index.Order[at]) - index.TicksOf(index.Order[at - 1]);
            if (ticks == 0)
                continue;
            var step = (ticks + Coarse / 2) / Coarse * Coarse;
            counts[step] = counts.GetValueOrDefault(step) + 1;
            if (counts[step] > most)
                (best, most) = (step, counts[step]);
        }

        return best;
    }

    private static void Duplicates(SeriesIndex index, Found found)
    {
        for (var series = 0; series + 1 < index.Starts.Length; series++)
        {
            for (var at = index.Starts[series] + 1; at < index.Starts[series + 1]; at++)
            {
                var (before, row) = (index.Order[at - 1], index.Order[at]);
                if (before >= index.Known && index.TicksOf(row) == index.TicksOf(before))
                    found.Add(row, index.Definition.Time, index.Times[row], $"{NameOf(index, row)} at {Text(index.Times[row])} stands in row {before - index.Known} already", before - index.Known);
            }
        }
    }

    private static void Backwards(SeriesIndex index, Found found)
    {
        var (last, rows, first) = (new long[index.Starts.Length], new int[index.Starts.Length], new int[index.Starts.Length]);
        for (var row = index.Known; row < index.Rows.RowCount; row++)
        {
            var series = index.Numbers[row];
            if (series < 0 || !index.Times[row].HasValue)
                continue;
            var ticks = index.TicksOf(row);
            if (ticks < last[series] && rows[series]++ == 0)
                first[series] = row;
            last[series] = ticks;
        }

        for (var series = 0; series < rows.Length; series++)
        {
            if (rows[series] > 0)
                found.Add(first[series], index.Definition.Time, index.Times[first[series]], $"{rows[series]} rows of {NameOf(index, first[series])} are earlier than the row before them");
        }
    }

    /// <summary>How many periods are missing in all gaps together.</summary>
    public static Figure MissingPeriods(SeriesDefinition series) => new("missing_periods", input =>
    {
        var (index, missing) = (input.Series(series), 0.0);
        ForEachGap(index, (_, row, periods) => missing += row >= index.Known ? periods : 0);
        return missing;
    });

    private static void Gaps(SeriesIndex index, Found found) => ForEachGap(index, (before, row, periods) =>
        found.Add(row, index.Definition.Time, index.Times[row], $"{periods} periods are missing after {Text(index.Times[before])}"));

    /// <param name="visit">Gets the rows on both sides, and how many periods are missing between them.</param>
    private static void ForEachGap(SeriesIndex index, Action<int, int, double> visit)
    {
        var step = index.Definition.Step!.Value.Ticks;
        var limit = (long)(LongestStep * step);
        var revisions = index.Rows.Table.IsLedger ? index.Rows.Texts(Tables.Revision) : null;
        index.ForEachPair((before, row, _) =>
        {
            var distance = index.TicksOf(row) - index.TicksOf(before);
            if (distance > limit && IsNew(revisions, index, before) && IsNew(revisions, index, row))
                visit(before, row, Math.Round((double)distance / step) - 1);
        });
    }

    /// <summary>A restated row of a ledger stands alone in its batch: what lies between it and the next was told before.</summary>
    private static bool IsNew(string?[]? revisions, SeriesIndex index, int row) => row < index.Known || revisions?[row] is null or RevisionClasses.Appended;

    private static void Ended(SeriesIndex index, Found found, TimeSpan limit)
    {
        var newest = index.Order.Length == 0 ? 0 : index.Order.Max(index.TicksOf);
        for (var series = 0; series + 1 < index.Starts.Length; series++)
        {
            if (index.Starts[series] == index.Starts[series + 1])
                continue;
            var row = index.Order[index.Starts[series + 1] - 1];
            if (row >= index.Known && newest - index.TicksOf(row) > limit.Ticks)
                found.Add(row, index.Definition.Time, index.Times[row], $"{NameOf(index, row)} ends {Math.Floor(TimeSpan.FromTicks(newest - index.TicksOf(row)).TotalDays)} days before the newest row");
        }
    }

    private static void Unsteady(SeriesIndex index, Found found, TimeSpan tolerance)
    {
        var (known, usual) = (-1, 0L);
        index.ForEachPair((before, row, _) =>
        {
            if (index.Numbers[row] != known)
                (known, usual) = (index.Numbers[row], UsualStep(index, index.Numbers[row]));
            var step = index.TicksOf(row) - index.TicksOf(before);
            if (Math.Abs(step - usual) > tolerance.Ticks)
                found.Add(row, index.Definition.Time, index.Times[row], $"{Text(TimeSpan.FromTicks(step).TotalHours)} h after the row before, not {Text(TimeSpan.FromTicks(usual).TotalHours)} h");
        });
    }
}
