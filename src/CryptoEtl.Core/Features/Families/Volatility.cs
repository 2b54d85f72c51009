using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Volatility from closes, and the bands and slopes that go with it.</summary>
internal static class Volatility
{
    /// <summary>So that day numbers stay small: 2014-01-01.</summary>
    private static readonly int Epoch = new DateOnly(2014, 1, 1).DayNumber;

    private static readonly Line<AssetWindow> LogClose = new((window, x) => Logs.Of(window.Close, window.Range.Back(30), x));

    private static readonly Line<AssetWindow> DayNumbers = new((window, x) =>
    {
        for (var at = window.Range.First - 30; at < window.Range.End; at++)
            x[at] = window.DayAt(at) - Epoch;
    });

    private static readonly Line<AssetWindow> IsUp = new((window, x) =>
    {
        var moves = window.Of(Returns.Log);
        for (var at = window.Range.First - 30; at < window.Range.End; at++)
            x[at] = double.IsNaN(moves[at]) ? double.NaN : moves[at] > 0 ? 1 : 0;
    });

    private static readonly AssetFormula Vol7 = CloseToClose("vol_7d", Returns.Log7, 5);

    private static readonly AssetFormula Vol90 = CloseToClose("vol_90d", Returns.Log90, 60);

    public static readonly AssetFormula Vol30 = CloseToClose("vol_30d", Returns.Log30, 20);

    /// <summary>In group A.</summary>
    public static IReadOnlyList<AssetFormula> Trend { get; } =
    [
        AssetFormula.Calendar(new("trend_slope_30", 'A', Calendar, "OLS slope of ln C on the day number, · 365", "30/20", "30", "log return a year", FeatureSource.Market, "qlib BETA, on logs"), Slope),
        AssetFormula.Calendar(
            new("up_frac_30", 'A', Calendar, "share of r > 0", "30/20", "31", "0–1", FeatureSource.Market, "qlib CNTP"),
            (window, x) => Rolling.Mean(window.Of(IsUp), window.Range, 30, 20, x)),
    ];

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Vol7, Vol30, Vol90, EwmaVolatility.Formula,
        AssetFormula.Calendar(new("vol_ratio_7_90", 'B', Calendar, "vol_7d/vol_90d", "7/5, 90/60", "91", "ratio", FeatureSource.Market), (window, x) =>
        {
            var (week, quarter) = (window.Of(Vol7.Line), window.Of(Vol90.Line));
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = Divide.Safe(week[at], quarter[at]);
        }),
    ];

    public static readonly AssetFormula Bollinger = AssetFormula.Bars(
        new("bb_pctb_20", 'B', Bars, "(C − lower)/(upper − lower), SMA20 ± 2 population std of 20 closes", "20", "20", "ratio", FeatureSource.Market, "Bollinger"),
        new((segment, x) =>
        {
            var moments = segment.MomentsOf(segment.Close, 20);
            for (var at = Math.Max(segment.Range.First, Layout.Before + 19); at < segment.End; at++)
                x[at] = Divide.Safe(segment.Close[at] - moments.Means[at], 4 * Math.Sqrt(moments.Squares[at] / 20)) + 0.5;
        }));

    private static AssetFormula CloseToClose(string name, MomentsOf what, int min) => AssetFormula.Calendar(
        new(name, 'B', Calendar, "std(r) · √365", $"{what.Window}/{min}", $"{what.Window + 1}", "decimal a year", FeatureSource.Market, "close-to-close"),
        (window, x) =>
        {
            var moments = window.Of(what);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = moments.Deviation(at, min) * Math.Sqrt(Returns.DaysAYear);
        });

    private static void Slope(AssetWindow window, double[] x)
    {
        var both = window.Pair;
        both.Take(window.Of(DayNumbers), window.Of(LogClose), window.Length, window.Range, 30);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = both.Slope(at, 20) * Returns.DaysAYear;
    }
}
