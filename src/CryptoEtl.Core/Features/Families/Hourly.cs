using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Realised volatility from hourly closes. An hour has a return if it and the hour before have a close.</summary>
internal static class Hourly
{
    private const int HoursADay = 24;
    private const int Week = 7;

    private static readonly Line<AssetWindow> Squares = Daily((moves, day) => Sum(moves, day, move => move * move));

    private static readonly Line<AssetWindow> Counts = Daily((moves, day) => Sum(moves, day, _ => 1));

    /// <summary>|h||h before| within the day.</summary>
    private static readonly Line<AssetWindow> Pairs = Daily((moves, day) => Within(moves, day, (one, two) => Math.Abs(one) * Math.Abs(two)));

    private static readonly Line<AssetWindow> PairCounts = Daily((moves, day) => Within(moves, day, (_, _) => 1));

    /// <summary>The pair of a day's first hour and the last hour of the day before: null where there is none.</summary>
    private static readonly Line<AssetWindow> Crossings = Daily((moves, day) => day == 0 ? double.NaN : Math.Abs(moves[day * HoursADay]) * Math.Abs(moves[day * HoursADay - 1]));

    private static readonly Line<AssetWindow> WeekSquares = new((window, x) => Rolling.Sum(window.Of(Squares), window.Range, Week, 1, x));

    private static readonly Line<AssetWindow> WeekCounts = new((window, x) => Rolling.Sum(window.Of(Counts), window.Range, Week, 1, x));

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("rv_1d_h", "√(365 · Σh² · 24/n) of the day's n hourly log returns", "24 h/20", "25 h", "decimal a year", "", (window, x) =>
        {
            var (squares, counts) = (window.Of(Squares), window.Of(Counts));
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = counts[at] < 20 ? double.NaN : Math.Sqrt(Returns.DaysAYear * squares[at] * HoursADay / counts[at]);
        }),
        Define("rv_7d_h", "√(365/7 · Σh² · 168/n) over 7 days", "168/140", "169 h", "decimal a year", "", (window, x) =>
        {
            var (squares, counts) = (window.Of(WeekSquares), window.Of(WeekCounts));
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = counts[at] >= 140 ? Math.Sqrt(Returns.DaysAYear / Week * squares[at] * (Week * HoursADay) / counts[at]) : double.NaN;
        }),
        Define("jump_share_7d_h", "max(0, 1 − BV/RV), RV = Σh², BV = π/2 · n/m · Σ|h_i||h_{i−1}| over the m neighbouring pairs", "168/140", "169 h", "0–1", "Barndorff-Nielsen–Shephard 2004", JumpShare),
    ];

    private static AssetFormula Define(string name, string formula, string windowSize, string lookback, string unit, string reference, Action<AssetWindow, double[]> fill) =>
        AssetFormula.Calendar(new(name, 'B', Calendar, formula, windowSize, lookback, unit, FeatureSource.Hourly, reference), fill);

    private static Line<AssetWindow> Daily(Func<double[], int, double> of) => new((window, x) =>
    {
        if (window.HourlyMoves is not { } moves)
            return;
        for (var day = 0; day < Week + window.Range.Count; day++)
            x[window.Range.First - Week + day] = of(moves, day);
    });

    private static double Sum(double[] moves, int day, Func<double, double> of)
    {
        var sum = 0.0;
        for (var hour = 0; hour < HoursADay; hour++)
        {
            var move = moves[day * HoursADay + hour];
            sum += double.IsNaN(move) ? 0 : of(move);
        }

        return sum;
    }

    private static double Within(double[] moves, int day, Func<double, double, double> of)
    {
        var sum = 0.0;
        for (var hour = 1; hour < HoursADay; hour++)
        {
            var (move, before) = (moves[day * HoursADay + hour], moves[day * HoursADay + hour - 1]);
            sum += double.IsNaN(move) || double.IsNaN(before) ? 0 : of(move, before);
        }

        return sum;
    }

    private static void JumpShare(AssetWindow window, double[] x)
    {
        if (window.HourlyMoves is null)
            return;
        var (squares, counts, pairs, pairCounts, crossings) = (window.Of(WeekSquares), window.Of(WeekCounts), window.Of(Pairs), window.Of(PairCounts), window.Of(Crossings));
        for (var at = window.Range.First; at < window.Range.End; at++)
        {
            var (sum, count) = (pairs[at - Week + 1], pairCounts[at - Week + 1]);
            for (var day = at - Week + 2; day <= at; day++)
            {
                var isPair = !double.IsNaN(crossings[day]);
                (sum, count) = (sum + pairs[day] + (isPair ? crossings[day] : 0), count + pairCounts[day] + (isPair ? 1 : 0));
            }

            var share = 1 - Divide.Safe(Divide.Safe(Math.PI / 2 * counts[at] * sum, count), squares[at]);
            x[at] = counts[at] < 140 ? double.NaN : double.IsNaN(share) ? share : Math.Max(0, share);
        }
    }
}
