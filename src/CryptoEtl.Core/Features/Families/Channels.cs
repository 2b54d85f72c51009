using System.Runtime.Intrinsics;
using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Families;

/// <summary>The close against earlier highs and lows.</summary>
internal static class Channels
{
    /// <summary>Of the bars before, so that a close can break out.</summary>
    private static readonly Line<BarSegment> Upper20 = new((segment, x) => Rolling.Max(segment.High, Before(segment), 20, 20, x));

    private static readonly Line<BarSegment> Lower20 = new((segment, x) => Rolling.Min(segment.Low, Before(segment), 20, 20, x));

    private static readonly Line<BarSegment> Upper55 = new((segment, x) => Rolling.Max(segment.High, Before(segment), 55, 55, x));

    private static readonly Line<BarSegment> Lower55 = new((segment, x) => Rolling.Min(segment.Low, Before(segment), 55, 55, x));

    private static readonly Line<BarSegment> Changes = new((segment, x) =>
    {
        var places = segment.Back(30);
        for (var at = places.First; at < places.End; at++)
            x[at] = Math.Abs(segment.Close[at] - segment.Close[at - 1]);
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("aroon_osc_25", "up − down, up = 100 (25 − bars since the highest H of the last 26 bars)/25, down with the lowest L; the newest wins ties", "26", "26", "−100–100", "Chande", Aroon),
        Define("don_pos_20", "(C − L20)/(U20 − L20), highest H and lowest L of the 20 bars before", "21", "21", "ratio", "Donchian", (segment, x) =>
        {
            var (upper, lower) = (segment.Of(Upper20), segment.Of(Lower20));
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = Divide.Safe(segment.Close[at] - lower[at - 1], upper[at - 1] - lower[at - 1]);
        }),
        Define("don_break_20", "+1 if C > U20, −1 if C < L20, else 0", "21", "21", "−1, 0, 1", "Turtle entries", (segment, x) => Break(segment, segment.Of(Upper20), segment.Of(Lower20), x)),
        Define("don_break_55", "+1 if C > U55, −1 if C < L55, else 0", "56", "56", "−1, 0, 1", "Turtle entries", (segment, x) => Break(segment, segment.Of(Upper55), segment.Of(Lower55), x)),
        AssetFormula.Calendar(
            new("range_pos_365", 'A', Calendar, "(C − min C)/(max C − min C)", "365/180", "365", "0–1", FeatureSource.Market, "George–Hwang 2004"),
            (window, x) =>
            {
                var (highest, lowest) = (window.Of(Drawdowns.Highest365), window.Of(Drawdowns.Lowest365));
                for (var at = window.Range.First; at < window.Range.End; at++)
                    x[at] = Divide.Safe(window.Close[at] - lowest[at], highest[at] - lowest[at]);
            }),
        Define("efficiency_ratio_30", "|C[i] − C[i−30]| / Σ|ΔC| over 30 changes", "31", "31", "0–1", "Kaufman", (segment, x) =>
        {
            Rolling.Sum(segment.Of(Changes), segment.Range, 30, 30, x);
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = Divide.Safe(Math.Abs(segment.Close[at] - segment.Close[at - 30]), x[at]);
        }),
    ];

    private static Places Before(BarSegment segment) => segment.Range.Earlier(1);

    private static void Break(BarSegment segment, double[] upper, double[] lower, double[] x)
    {
        for (var at = segment.Range.First; at < segment.End; at++)
        {
            var close = segment.Close[at];
            x[at] = double.IsNaN(upper[at - 1]) ? double.NaN : close > upper[at - 1] ? 1 : close < lower[at - 1] ? -1 : 0;
        }
    }

    /// <summary>Of eight neighbouring bars at a time: the places of the newest highest high and lowest low.</summary>
    private static void Aroon(BarSegment segment, double[] x)
    {
        const int Bars = 25;
        for (var at = Math.Max(segment.Range.First, Layout.Before + Bars); at < segment.End; at += Layout.Lanes)
        {
            var (top, bottom) = (V.LoadUnsafe(ref segment.High[at - Bars]), V.LoadUnsafe(ref segment.Low[at - Bars]));
            var (highest, lowest) = (V.Create(0.0), V.Create(0.0));
            for (var bar = 1; bar <= Bars; bar++)
            {
                var (high, low) = (V.LoadUnsafe(ref segment.High[at - Bars + bar]), V.LoadUnsafe(ref segment.Low[at - Bars + bar]));
                var (isTop, isBottom) = (V.GreaterThanOrEqual(high, top), V.LessThanOrEqual(low, bottom));
                (top, highest) = (V.ConditionalSelect(isTop, high, top), V.ConditionalSelect(isTop, V.Create((double)bar), highest));
                (bottom, lowest) = (V.ConditionalSelect(isBottom, low, bottom), V.ConditionalSelect(isBottom, V.Create((double)bar), lowest));
            }

            (V.Create(100.0) * (highest - lowest) / V.Create((double)Bars)).StoreUnsafe(ref x[at]);
        }
    }

    private static AssetFormula Define(string name, string formula, string window, string lookback, string unit, string reference, Action<BarSegment, double[]> fill) =>
        AssetFormula.Bars(new(name, 'A', Bars, formula, window, lookback, unit, FeatureSource.Market, reference), new(fill));
}
