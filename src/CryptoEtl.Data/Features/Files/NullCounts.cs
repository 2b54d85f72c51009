using System.Globalization;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>Counts values that can be read but mean nothing: the definitions take them for missing.</summary>
internal sealed class NullCounts
{
    private readonly long[] fields = new long[Fields.Count];
    private long bars, hours;

    private const int Named = 5;

    /// <summary>A line for each kind that was seen, in the order of fields.</summary>
    /// <param name="withoutBars">Assets that no row comes of.</param>
    public IReadOnlyList<string> Lines(IReadOnlyList<string> withoutBars) => withoutBars.Count == 0 ? Counted : [.. Counted, Without(withoutBars)];

    private IReadOnlyList<string> Counted => [.. All().Where(kind => kind.Count > 0).Select(kind => kind.Line)];

    public void Count(Field field) => fields[(int)field]++;

    public void CountHour() => hours++;

    /// <summary>Looks at the prices of a row; a row without any has no bar, valid or not.</summary>
    /// <param name="values">By <see cref="Field"/>; NaN: empty.</param>
    /// <returns>Some price is there.</returns>
    public bool CountBar(double[] values)
    {
        var (open, high, low, close) = (values[(int)Field.Open], values[(int)Field.High], values[(int)Field.Low], values[(int)Field.Close]);
        if (double.IsNaN(open) && double.IsNaN(high) && double.IsNaN(low) && double.IsNaN(close))
            return false;
        if (!(open > 0 && low > 0 && close > 0 && high >= open && high >= close && low <= open && low <= close))
            bars++;
        return true;
    }

    private IEnumerable<(long Count, string Line)> All()
    {
        yield return (bars, Line(bars, "bars are not valid: they, with their volume and cap, are null"));
        foreach (var field in Fields.All)
        {
            var isZeroMeant = Fields.IsMeant(field, 0);
            yield return (fields[(int)field], Line(fields[(int)field], $"values of {Fields.NameOf(field)} are {(isZeroMeant ? "below" : "not above")} 0: null"));
        }

        yield return (hours, Line(hours, "hourly closes are not above 0: null"));
    }

    private static string Without(IReadOnlyList<string> assets) => string.Create(
        CultureInfo.InvariantCulture, $"{assets.Count} assets have values but no price, and so no row: {string.Join(", ", assets.Take(Named))}{(assets.Count > Named ? ", ..." : "")}");

    private static string Line(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}");
}
