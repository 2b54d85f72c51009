namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>The operators, each as its definition reads. Null is NaN.</summary>
internal static class Plain
{
    public const double DaysAYear = 365;

    public static bool Has(double value) => !double.IsNaN(value);

    /// <summary>ln(1 + x), by its series where 1 + x would lose digits of x.</summary>
    public static double LogOnePlus(double x) => Math.Abs(x) > 1e-3 ? Math.Log(1 + x) : x * (1 - x * (1.0 / 2 - x * (1.0 / 3 - x * (1.0 / 4 - x * (1.0 / 5 - x / 6)))));

    public static double Over(double above, double below) => below == 0 ? double.NaN : above / below;

    public static double[] Known(IEnumerable<double> values) => [.. values.Where(Has)];

    public static bool IsFlat(double[] values) => values.Max() == values.Min();

    public static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Sum() / values.Length;

    /// <summary>Sample variance, in two passes.</summary>
    public static double Variance(double[] values)
    {
        if (values.Length < 2)
            return double.NaN;
        if (IsFlat(values))
            return 0;
        var mean = Mean(values);
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    public static double Std(double[] values) => Math.Sqrt(Variance(values));

    /// <summary>Type 7: between the two order statistics around (n - 1) q.</summary>
    public static double Quantile(double[] values, double q)
    {
        var sorted = values.Order().ToArray();
        var place = (sorted.Length - 1) * q;
        var below = (int)Math.Floor(place);
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    public static double Median(double[] values) => Quantile(values, 0.5);

    public static double Correlation(double[] x, double[] y)
    {
        if (IsFlat(x) || IsFlat(y))
            return double.NaN;
        var (mx, my) = (Mean(x), Mean(y));
        var (xx, yy) = (x.Sum(value => (value - mx) * (value - mx)), y.Sum(value => (value - my) * (value - my)));
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / Math.Sqrt(xx * yy);
    }

    public static double[] Winsor(double[] values)
    {
        var median = Median(values);
        var spread = Median([.. values.Select(value => Math.Abs(value - median))]);
        return spread == 0 ? values : [.. values.Select(value => Math.Clamp(value, median - 5 * 1.4826 * spread, median + 5 * 1.4826 * spread))];
    }

    /// <summary>Ranks from 1, equal ones share the middle; on a scale symmetric about a half.</summary>
    public static double Rank(double[] among, double value)
    {
        var rank = among.Count(other => other < value) + (among.Count(other => other == value) + 1) / 2.0;
        return (rank - 0.5) / among.Length;
    }

    /// <summary>Values of a calendar window that ends at a day; null: too few.</summary>
    public static double[]? Window(Func<int, double> series, int end, int days, int least)
    {
        var values = Known(Enumerable.Range(end - days + 1, days).Select(series));
        return values.Length < least ? null : values;
    }

    public static double In(Func<int, double> series, int end, int days, int least, Func<double[], double> result) =>
        Window(series, end, days, least) is { } values ? result(values) : double.NaN;

    /// <summary>Days of a calendar window on which both exist; null: too few.</summary>
    public static int[]? Both(Func<int, double> x, Func<int, double> y, int end, int days, int least)
    {
        int[] both = [.. Enumerable.Range(end - days + 1, days).Where(day => Has(x(day)) && Has(y(day)))];
        return both.Length < least ? null : both;
    }

    /// <summary>Against the days before a day, that day left out.</summary>
    public static double ZPrevious(Func<int, double> series, int day, int days, int least) =>
        Window(series, day - 1, days, least) is { } before ? Over(series(day) - Mean(before), Std(before)) : double.NaN;
}
