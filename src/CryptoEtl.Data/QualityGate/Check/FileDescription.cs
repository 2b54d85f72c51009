using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>What one column holds.</summary>
/// <param name="Lowest">Null for texts and flags, and where every cell is null.</param>
public sealed record ColumnDescription(string Column, long Rows, long Nulls, IComparable? Lowest, IComparable? Highest)
{
    public double NullShare => Rows == 0 ? 0 : (double)Nulls / Rows;

    internal ColumnDescription With(ColumnDescription other) =>
        new(Column, Rows + other.Rows, Nulls + other.Nulls, First(Lowest, other.Lowest, -1), First(Highest, other.Highest, 1));

    internal static ColumnDescription Of(string column, Array values) => values switch
    {
        double?[] numbers => Of(column, numbers),
        long?[] integers => Of(column, integers),
        DateTime?[] times => Of(column, times),
        string?[] texts => new(column, texts.Length, texts.AsSpan().Count((string?)null), null, null),
        bool?[] flags => new(column, flags.Length, flags.Count(flag => flag is null), null, null),
        _ => throw new ArgumentException($"no column holds {values.GetType().Name}", nameof(values)),
    };

    private static ColumnDescription Of<T>(string column, T?[] values)
        where T : struct, IComparable<T>, IComparable
    {
        var (nulls, lowest, highest) = (0L, (T?)null, (T?)null);
        foreach (var cell in values)
        {
            if (cell is not { } value)
            {
                nulls++;
                continue;
            }

            if (lowest is not { } low || value.CompareTo(low) < 0)
                lowest = value;
            if (highest is not { } high || value.CompareTo(high) > 0)
                highest = value;
        }

        return new(column, values.Length, nulls, lowest, highest);
    }

    private static IComparable? First(IComparable? one, IComparable? other, int sign) =>
        one is null ? other : other is null || Math.Sign(one.CompareTo(other)) == sign ? one : other;
}

/// <summary>How many rows a series has in each month.</summary>
/// <param name="Months">Year * 12 + month - 1 to rows.</param>
public sealed record SeriesDescription(string Name, int Rows, DateTime First, DateTime Last, IReadOnlyDictionary<int, int> Months);

/// <summary>Columns, and the longest series, of a file.</summary>
/// <param name="AllSeries">Number of series.</param>
public sealed record FileDescription(IReadOnlyList<ColumnDescription> Columns, IReadOnlyList<SeriesDescription> Series, int AllSeries)
{
    private const int MostSeries = 40;

    public static FileDescription Sum(IReadOnlyList<FileDescription> parts) => new(
        [.. parts.SelectMany(part => part.Columns).GroupBy(column => column.Column).Select(column => column.Aggregate((one, other) => one.With(other)))],
        Longest(parts.SelectMany(part => part.Series)), parts.Sum(part => part.AllSeries));

    internal static FileDescription Of(Contract contract, GateInput input)
    {
        var columns = contract.Table.Columns.Select(column => ColumnDescription.Of(column.Name, input.Rows[column.Name])).ToList();
        if (contract.Series is not { } definition)
            return new(columns, [], 0);
        var series = input.Series(definition);
        var some = Enumerable.Range(0, series.Starts.Length - 1).Where(at => series.Starts[at] < series.Starts[at + 1]).ToList();
        var longest = some.OrderByDescending(at => series.Starts[at + 1] - series.Starts[at]).Take(MostSeries);
        return new(columns, Longest(longest.Select(at => Of(series, at))), some.Count);
    }

    private static SeriesDescription Of(SeriesIndex series, int at)
    {
        var times = series.Rows.Instants(series.Definition.Time);
        var rows = Enumerable.Range(series.Starts[at], series.Starts[at + 1] - series.Starts[at]).Select(place => series.Order[place]).ToList();
        var months = rows.Select(row => times[row]!.Value).GroupBy(time => (time.Year * 12) + time.Month - 1).ToDictionary(month => month.Key, month => month.Count());
        var name = string.Join('|', series.Definition.Columns.Select(column => series.Rows[column].GetValue(rows[0])));
        return new(name, rows.Count, times[rows[0]]!.Value, times[rows[^1]]!.Value, months);
    }

    private static List<SeriesDescription> Longest(IEnumerable<SeriesDescription> series) =>
        [.. series.OrderByDescending(one => one.Rows).ThenBy(one => one.Name, StringComparer.Ordinal).Take(MostSeries)];
}
