using System.Globalization;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>When series end, by their last time: which of them ended early is known only when the whole file was seen.</summary>
internal sealed class SeriesEnds
{
    private readonly SortedDictionary<long, (int Count, List<FileFinding> Examples)> ends = [];

    public void Add(SeriesIndex series, Block block)
    {
        for (var at = 0; at + 1 < series.Starts.Length; at++)
        {
            if (series.Starts[at] == series.Starts[at + 1])
                continue;
            var row = series.Order[series.Starts[at + 1] - 1];
            var name = string.Join('|', series.Definition.Columns.Select(column => series.Rows[column].GetValue(row)));
            Add(series.TicksOf(row), 1, [new("", block.Lines[row], series.Definition.Time, null, name)]);
        }
    }

    public void Add(SeriesEnds other)
    {
        foreach (var (ticks, (count, examples)) in other.ends)
            Add(ticks, count, examples);
    }

    /// <summary>Counts the series that end too long before the newest row.</summary>
    public void Tell(Rule rule, RuleTally tally)
    {
        var newest = ends.Keys.LastOrDefault();
        foreach (var (ticks, (count, examples)) in ends.Where(end => newest - end.Key > rule.EndsWithin!.Value.Ticks))
        {
            var (last, days) = (new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), (newest - ticks) / TimeSpan.TicksPerDay);
            foreach (var end in examples)
                tally.Add(end with { Rule = rule.Id, Value = last, Reason = $"{end.Reason} ends {days} days before the newest row" });
            for (var more = examples.Count; more < count; more++)
                tally.Add(examples[0] with { Rule = rule.Id, Value = last, Reason = $"{examples[0].Reason} ends {days} days before the newest row" });
        }
    }

    private void Add(long ticks, int count, List<FileFinding> examples)
    {
        var known = ends.GetValueOrDefault(ticks, (0, []));
        known.Examples.AddRange(examples.Take(RuleTally.MostExamples - known.Examples.Count));
        ends[ticks] = (known.Count + count, known.Examples);
    }
}
