using System.Runtime.Intrinsics;
using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Bid-ask spreads estimated from daily bars.</summary>
internal static class Spreads
{
    private const int Month = 30;
    private const int Min = 20;
    private static readonly double Kappa = 3 - 2 * Math.Sqrt(2);

    private static readonly Line<AssetWindow> LogOpen = LogOf(Field.Open);

    private static readonly Line<AssetWindow> LogHigh = LogOf(Field.High);

    private static readonly Line<AssetWindow> LogLow = LogOf(Field.Low);

    private static readonly Line<AssetWindow> LogClose = LogOf(Field.Close);

    /// <summary>Of a day and the day before it; never below 0.</summary>
    private static readonly Line<AssetWindow> CorwinSchultz = new((window, x) =>
    {
        var (high, low, close) = (window.Of(LogHigh), window.Of(LogLow), window.Of(LogClose));
        for (var at = window.Range.First - Month; at < window.Range.End; at++)
            x[at] = TwoDaySpread(high[at - 1], low[at - 1], close[at - 1], high[at], low[at]);
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        AssetFormula.Calendar(
            new("cs_spread_30", 'D', Calendar, "mean of the two-day Corwin–Schultz spreads of neighbouring days, each floored at 0, adjusted for gaps", "29 pairs/20", "30", "decimal of price", FeatureSource.Market, "Corwin–Schultz 2012"),
            (window, x) => Rolling.Mean(window.Of(CorwinSchultz), window.Range, Month - 1, Min, x)),
        AssetFormula.Calendar(
            new("edge_spread_30", 'D', Calendar, "EDGE estimator over the 30 days, absolute value", "30/20 bars", "30", "decimal of price", FeatureSource.Market, "Ardia–Guidotti–Kroencke 2024"),
            (window, x) => Edge(window, x)),
    ];

    private static Line<AssetWindow> LogOf(Field field) => new((window, x) => Logs.Of(window.Of(field), window.Range.Back(Month + 1), x));

    /// <param name="h0">Log of the earlier day's high; likewise the others.</param>
    public static double TwoDaySpread(double h0, double l0, double c0, double h1, double l1)
    {
        var gap = Math.Max(0, c0 - h1) + Math.Min(0, c0 - l1);
        var beta = (h0 - l0) * (h0 - l0) + (h1 - l1) * (h1 - l1);
        var range = Math.Max(h1 + gap, h0) - Math.Min(l1 + gap, l0);
        var alpha = (Math.Sqrt(2 * beta) - Math.Sqrt(beta)) / Kappa - Math.Sqrt(range * range / Kappa);
        return Math.Max(0, 2 * (Math.Exp(alpha) - 1) / (1 + Math.Exp(alpha)));
    }

    private static void Edge(AssetWindow window, double[] x)
    {
        Rolling.Count(window.Close, window.Range, Month, x);
        var edge = new EdgeWindow(window.Of(LogOpen), window.Of(LogHigh), window.Of(LogLow), window.Of(LogClose), Month).Prepare(window.Range);
        for (var at = window.Range.First; at < window.Range.End; at += Layout.Lanes)
            Rolling.Enough(edge.At(at), V.LoadUnsafe(ref x[at]), Min).StoreUnsafe(ref x[at]);
    }
}
