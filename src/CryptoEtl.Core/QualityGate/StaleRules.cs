using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Values that do not move.</summary>
public static class StaleRules
{
    /// <summary>One finding per run, at the row that makes it one.</summary>
    /// <param name="repeats">Rows with the value of the row before them.</param>
    public static Rule NoRuns(string id, SeriesDefinition series, string column, int repeats) => SequenceRules.Of(
        id, Severity.Info, series, [column], $"{column} does not repeat itself {repeats} times in a row",
        "Nobody trades it, or the source repeats what it has.", (index, found) => Runs(index, found, column, repeats));

    private static void Runs(SeriesIndex index, Found found, string column, int repeats)
    {
        var values = index.Rows.Numbers(column);
        for (var series = 0; series + 1 < index.Starts.Length; series++)
        {
            var run = 0;
            for (var at = index.Starts[series] + 1; at < index.Starts[series + 1]; at++)
            {
                var row = index.Order[at];
                run = values[row] is > 0 and { } value && value == values[index.Order[at - 1]].GetValueOrDefault(double.NaN) ? run + 1 : 0;
                if (run == repeats && row >= index.Known)
                    found.Add(row, column, values[row], $"{column} {Text(values[row])} for {run + 1} rows up to here");
            }
        }
    }
}
