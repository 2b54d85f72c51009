using System.Globalization;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Where two makers of rows disagree, by feature: how often, and the first place.</summary>
internal sealed class Differences
{
    private readonly Dictionary<string, (int Count, string First)> found = [];

    public bool Any => found.Count > 0;

    public IReadOnlyCollection<string> Features => found.Keys;

    public string Text => string.Join('\n', found.Select(one => $"{one.Key}: {one.Value.Count}, first {one.Value.First}"));

    /// <summary>Equal as numbers: 1e-9 relative, 1e-12 absolute, and the same nulls.</summary>
    public static bool IsNear(double expected, double got) => double.IsNaN(expected) || double.IsNaN(got)
        ? double.IsNaN(expected) && double.IsNaN(got)
        : expected == got || Math.Abs(expected - got) <= Math.Max(1e-12, 1e-9 * Math.Max(Math.Abs(expected), Math.Abs(got)));

    public static bool IsSame(double expected, double got) => BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(got)
        || (double.IsNaN(expected) && double.IsNaN(got));

    /// <summary>Compares what two makers have of a day: the same rows, the same values.</summary>
    /// <param name="columns">Those that count; null: all.</param>
    public Differences Compare(Rows expected, Rows got, int day, IEnumerable<string> keys, Func<double, double, bool> equal, Func<string, bool>? columns = null)
    {
        foreach (var key in keys)
            Compare(key, day, expected[key, day], got[key, day], equal, columns ?? (_ => true));
        return this;
    }

    public void Throw(string what) => Assert.True(!Any, $"{what}: {found.Count} features differ\n{Text}");

    private void Compare(string key, int day, double[]? expected, double[]? got, Func<double, double, bool> equal, Func<string, bool> columns)
    {
        if (expected is null || got is null)
        {
            if (expected is not null || got is not null)
                Add("(row)", key, day, expected is null ? "no row" : "a row", got is null ? "no row" : "a row");
            return;
        }

        foreach (var (at, name) in Columns.NamesOf(key).Index().Where(name => columns(name.Item)))
        {
            if (!equal(expected[at], got[at]))
                Add(name, key, day, Shown(expected[at]), Shown(got[at]));
        }
    }

    public void Add(string feature, string key, int day, string expected, string got)
    {
        var (count, first) = found.GetValueOrDefault(feature);
        found[feature] = (count + 1, first ?? $"{key} {DateOnly.FromDayNumber(day):yyyy-MM-dd}: expected {expected}, got {got}");
    }

    private static string Shown(double value) => double.IsNaN(value) ? "null" : value.ToString("R", CultureInfo.InvariantCulture);
}
