using System.Globalization;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules on several columns of one row.</summary>
public static class CrossColumnRules
{
    /// <summary>All money there is, in dollars: no asset is worth more.</summary>
    public const double MostDollars = 1e14;

    /// <summary>Dollars of one asset within reason.</summary>
    public static Rule NotAbsurd(string id, params string[] columns) => new(
        id, Severity.Quarantine, string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", columns)} are at most {MostDollars:0.#E+0} USD where given"),
        "A figure above all money there is, is a slip of units.",
        input => columns.SelectMany(column => Where(
            input, id, column, input.Rows.Numbers(column), value => value > MostDollars, value => $"{column} {Text(value)} is above all money there is"))) { Columns = columns };

    /// <summary>The high is the highest of a bar.</summary>
    public static Rule HighIsHighest(string id, string high, string open, string close) => Of(
        id, Severity.Quarantine, $"{high} is not below {open} and {close} where given", "A bar whose high is not its highest has swapped or shifted columns.",
        rows => (rows.Numbers(high), rows.Numbers(open), rows.Numbers(close)),
        (top, first, last) => top < first || top < last, high, open, close);

    /// <summary>The low is the lowest of a bar.</summary>
    public static Rule LowIsLowest(string id, string low, string open, string close) => Of(
        id, Severity.Quarantine, $"{low} is not above {open} and {close} where given", "A bar whose low is not its lowest has swapped or shifted columns.",
        rows => (rows.Numbers(low), rows.Numbers(open), rows.Numbers(close)),
        (bottom, first, last) => bottom > first || bottom > last, low, open, close);

    /// <summary>The high is of the low's order of size.</summary>
    public static Rule HighNearLow(string id, string high, double factor, string low) => Of(
        id, Severity.Info, string.Create(CultureInfo.InvariantCulture, $"{high} is at most {factor} times {low}"), "Real in a collapse; elsewhere one of the two is a wrong print.",
        rows => (rows.Numbers(high), rows.Numbers(low), rows.Numbers(low)),
        (top, bottom, _) => bottom >= 0 && top > factor * bottom, high, low);

    /// <summary>All four prices of a bar are one.</summary>
    public static Rule NotFlat(string id, string open, string high, string low, string close) => new(
        id, Severity.Info, $"{open}, {high}, {low} and {close} are not all the same", "Nobody traded, or a price was carried forward.", input =>
        {
            var (opens, highs, lows, closes, found) = (input.Rows.Numbers(open), input.Rows.Numbers(high), input.Rows.Numbers(low), input.Rows.Numbers(close), new Found(id));
            for (var row = 0; row < highs.Length; row++)
            {
                if (highs[row] is { } price && price == lows[row] && price == opens[row] && price == closes[row])
                    found.Add(row, close, price, "all four prices are the same");
            }

            return found.All;
        }) { Columns = [open, high, low, close] };

    /// <summary>One number is at most so many times another, where both are above 0.</summary>
    public static Rule AtMostTimes(string id, Severity severity, string column, double factor, string other, string why) => Of(
        id, severity, string.Create(CultureInfo.InvariantCulture, $"{column} is at most {factor} times {other} where both are above 0"), why,
        rows => (rows.Numbers(column), rows.Numbers(other), rows.Numbers(other)),
        (value, than, _) => than > 0 && value > factor * than, column, other);

    /// <summary>Two columns that are never the same by chance.</summary>
    public static Rule NotTheSame(string id, string column, params string[] others) => new(
        id, Severity.Info, $"{column} is not the very number of {string.Join(" or ", others)} where above 1", "Columns were shifted or copied.",
        input => others.SelectMany(other => Same(input, id, column, other))) { Columns = [column, .. others] };

    /// <summary>Numbers that are zero where zero means unknown.</summary>
    public static Rule NotZero(string id, string column) => new(
        id, Severity.Info, $"{column} is not 0", "Sources write 0 for unknown.",
        input => Where(input, id, column, input.Rows.Numbers(column), value => value == 0, _ => "0 may mean unknown")) { Columns = [column] };

    /// <summary>Numbers that are no finding of their own, but counted.</summary>
    public static Rule NotMissing(string id, string column) => new(
        id, Severity.Info, $"{column} is given, where any row of the batch has it", "The source did not tell it.",
        input => Array.Exists(input.Rows.Numbers(column), value => value.HasValue)
            ? Where(input, id, column, input.Rows.Numbers(column), value => !value.HasValue, _ => "not told") : []) { Columns = [column] };

    /// <summary>A price between two others, with some slack.</summary>
    public static Rule Between(string id, string column, string low, string high, double slack) => Of(
        id, Severity.Info, string.Create(CultureInfo.InvariantCulture, $"{column}, where above 0, lies within {low} and {high}, give or take {slack * 100} %"),
        "The three are taken at moments of their own, but not of other days.",
        rows => (rows.Numbers(column), rows.Numbers(low), rows.Numbers(high)),
        (value, bottom, top) => value > 0 && bottom <= top && (value < bottom * (1 - slack) || value > top * (1 + slack)), column, low, high);

    /// <summary>Two columns that say one thing in two units.</summary>
    public static Rule Agrees(string id, Severity severity, string column, string other, double factor, double tolerance, string why) => Of(
        id, severity, string.Create(CultureInfo.InvariantCulture, $"{column} is {factor} x {other}, within {tolerance * 100} %, where both are given"), why,
        rows => (rows.Numbers(column), rows.Numbers(other), rows.Numbers(other)),
        (value, than, _) => Math.Abs(value.GetValueOrDefault() - factor * than.GetValueOrDefault()) > tolerance * Math.Abs(factor * than.GetValueOrDefault()) + 1e-12 && value.HasValue && than.HasValue,
        column, other);

    /// <summary>A rule on rows whose columns together are wrong.</summary>
    internal static Rule RowsWhere(string id, Severity severity, string sentence, string why, string[] columns, Func<Batch, Func<int, bool>> isWrong, string shown) => new(
        id, severity, sentence, why, input =>
        {
            var (wrong, found) = (isWrong(input.Rows), new Found(id));
            for (var row = 0; row < input.Rows.RowCount; row++)
            {
                if (wrong(row))
                    found.Add(row, shown, input.Rows[shown].GetValue(row), Reason(input.Rows, row, columns));
            }

            return found.All;
        }) { Columns = columns };

    private static List<Finding> Same(GateInput input, string id, string column, string other)
    {
        var (values, than, found) = (input.Rows.Numbers(column), input.Rows.Numbers(other), new Found(id));
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] > 1 && values[row] == than[row])
                found.Add(row, column, values[row], $"{column} and {other} are the same number");
        }

        return found.All;
    }

    private static Rule Of(
        string id, Severity severity, string sentence, string why, Func<Batch, (double?[] A, double?[] B, double?[] C)> of, Func<double?, double?, double?, bool> isWrong, params string[] columns) =>
        RowsWhere(id, severity, sentence, why, columns, rows =>
        {
            var (a, b, c) = of(rows);
            return row => isWrong(a[row], b[row], c[row]);
        }, columns[0]);

    private static string Reason(Batch rows, int row, string[] columns) =>
        string.Join(", ", columns.Select(column => $"{column} {Text(rows[column].GetValue(row)) ?? "null"}"));
}
