using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Shape of the distribution of returns, and its losses.</summary>
internal static class Tails
{
    private const int Window = 90;
    private const int Min = 60;

    private static readonly Line<AssetWindow> SquaredLosses = new((window, x) =>
    {
        var moves = window.Of(Returns.Log);
        for (var at = window.Range.First - Window; at < window.Range.End; at++)
            x[at] = moves[at] < 0 ? moves[at] * moves[at] : moves[at] * 0;
    });

    private static readonly AssetFormula Downside = Define("downside_dev_90", "√(mean(min(r,0)²) · 365), over all n", "decimal a year", "Sortino, empyrical", (window, x) =>
    {
        Rolling.Mean(window.Of(SquaredLosses), window.Range, Window, Min, x);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = Math.Sqrt(x[at] * Returns.DaysAYear);
    });

    /// <summary>The smallest six r of each window, smallest first.</summary>
    private static readonly Line<AssetWindow>[] Lowest = [.. Enumerable.Range(0, LowestSix.Kept).Select(_ => new Line<AssetWindow>((_, _) => { }))];

    private static readonly Line<AssetWindow> Counts = new((window, x) => Rolling.Count(window.Of(Returns.Log), window.Range, Window, x));

    /// <summary>The fifth percentile of r, between order statistics, linearly. Fills <see cref="Lowest"/>.</summary>
    private static readonly Line<AssetWindow> Quantile = new((window, x) =>
    {
        var (lowest, counts) = (Array.ConvertAll(Lowest, window.Of), window.Of(Counts));
        LowestSix.Fill(window.Of(Returns.Log), window.Range, Window, lowest);
        for (var at = window.Range.First; at < window.Range.End; at++)
        {
            if (counts[at] < Min)
                continue;
            var place = (counts[at] - 1) * 0.05;
            var (below, above) = (lowest[(int)place][at], lowest[(int)place + 1][at]);
            x[at] = below + (place - (int)place) * (above - below);
        }
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Downside,
        Define("sortino_90", "mean(r) · 365 / downside_dev_90", "ratio", "empyrical", (window, x) =>
        {
            var (moments, downside) = (window.Of(Returns.Log90), window.Of(Downside.Line));
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = Divide.Safe(moments.Means[at] * Returns.DaysAYear, downside[at]);
        }),
        Define("skew_90", "G1 = √(n(n−1))/(n−2) · m3/m2^1.5", "", "pandas, Excel", (window, x) => Shape(window, x, Skew)),
        Define("kurt_90", "G2 = (n−1)/((n−2)(n−3)) · ((n+1)(m4/m2² − 3) + 6)", "", "pandas, Excel", (window, x) => Shape(window, x, Kurtosis)),
        Define("var95_90", "−quantile(r, 0.05), type 7", "log return, positive = loss", "historical VaR", (window, x) =>
        {
            var quantile = window.Of(Quantile);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = -quantile[at];
        }),
        Define("cvar95_90", "−mean of the r ≤ quantile(r, 0.05)", "log return, positive = loss", "expected shortfall", (window, x) =>
        {
            var (quantile, lowest, moves) = (window.Of(Quantile), Array.ConvertAll(Lowest, window.Of), window.Of(Returns.Log));
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = -MeanUpTo(quantile[at], lowest, moves, at);
        }),
        AssetFormula.Calendar(
            new("max_ret_30", 'C', Calendar, "largest R", "30/20", "31", "decimal", FeatureSource.Market, "Bali–Cakici–Whitelaw 2011"),
            (window, x) => Rolling.Max(window.Of(Returns.Simple), window.Range, 30, 20, x)),
    ];

    private static AssetFormula Define(string name, string formula, string unit, string reference, Action<AssetWindow, double[]> fill) =>
        AssetFormula.Calendar(new(name, 'C', Calendar, formula, "90/60", "91", unit, FeatureSource.Market, reference), fill);

    private static void Shape(AssetWindow window, double[] x, Func<Moments, int, double> of)
    {
        var moments = window.Of(Returns.Log90);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = moments.Counts[at] >= Min && moments.Squares[at] > 0 ? of(moments, at) : double.NaN;
    }

    private static double Skew(Moments moments, int at)
    {
        var (n, variance) = (moments.Counts[at], moments.Squares[at] / moments.Counts[at]);
        return Math.Sqrt(n * (n - 1)) / (n - 2) * (moments.Cubes[at] / n) / (variance * Math.Sqrt(variance));
    }

    private static double Kurtosis(Moments moments, int at)
    {
        var (n, variance) = (moments.Counts[at], moments.Squares[at] / moments.Counts[at]);
        return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (moments.Fourths[at] / n / (variance * variance) - 3) + 6);
    }

    /// <summary>Where the sixth is not above the quantile there may be more that are not.</summary>
    private static double MeanUpTo(double quantile, double[][] lowest, double[] moves, int at)
    {
        var (sum, count) = (0.0, 0);
        if (lowest[^1][at] > quantile)
        {
            for (; lowest[count][at] <= quantile; count++)
                sum += lowest[count][at];
        }
        else
        {
            foreach (var move in moves.AsSpan(at - Window + 1, Window))
                (sum, count) = move <= quantile ? (sum + move, count + 1) : (sum, count);
        }

        return sum / count;
    }
}
