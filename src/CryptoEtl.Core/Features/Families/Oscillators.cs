using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Where the close stands in its recent range, and how moves up compare with moves down.</summary>
internal static class Oscillators
{
    private static readonly Line<BarSegment> Highest14 = new((segment, x) => Rolling.Max(segment.High, segment.Back(2), 14, 14, x));

    private static readonly Line<BarSegment> Lowest14 = new((segment, x) => Rolling.Min(segment.Low, segment.Back(2), 14, 14, x));

    /// <summary>Null where the window has no range.</summary>
    private static readonly Line<BarSegment> FastK = new((segment, x) =>
    {
        var (highest, lowest, places) = (segment.Of(Highest14), segment.Of(Lowest14), segment.Back(2));
        for (var at = places.First; at < places.End; at++)
            x[at] = Divide.Safe(100 * (segment.Close[at] - lowest[at]), highest[at] - lowest[at]);
    });

    public static readonly Line<BarSegment> Typical = new((segment, x) =>
    {
        for (var at = Layout.Before; at < segment.End; at++)
            x[at] = (segment.High[at] + segment.Low[at] + segment.Close[at]) / 3;
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("rsi_14", "100 · g/(g + l), Wilder(14) of moves up and down; null if nothing moved", "15", "rec (190)", "0–100", "Wilder 1978", (segment, x) => Rsi(segment.Close, segment.End, 14, x)),
        Define("stoch_k_14", "mean of 3 of 100 (C − LL14)/(HH14 − LL14)", "16", "16", "0–100", "Lane", (segment, x) => Rolling.Mean(segment.Of(FastK), segment.Range, 3, 3, x)),
        Define("willr_14", "100 (C − LL14)/(HH14 − LL14) − 100", "14", "14", "−100–0", "Williams", (segment, x) =>
        {
            var fast = segment.Of(FastK);
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = fast[at] - 100;
        }),
        Define("cci_20", "(TP − SMA20(TP))/(0.015 · mean absolute deviation)", "20", "20", "index", "Lambert", Cci),
    ];

    /// <summary>From the bar after the first n moves on.</summary>
    public static void Rsi(double[] close, int end, int n, double[] x)
    {
        var (gain, loss) = (0.0, 0.0);
        for (var at = Layout.Before + 1; at < end; at++)
        {
            var move = close[at] - close[at - 1];
            var (up, down, moves) = (Math.Max(move, 0), Math.Max(-move, 0), at - Layout.Before);
            (gain, loss) = moves <= n ? (gain + up / n, loss + down / n) : ((gain * (n - 1) + up) / n, (loss * (n - 1) + down) / n);
            x[at] = moves < n ? double.NaN : Divide.Safe(100 * gain, gain + loss);
        }
    }

    private static void Cci(BarSegment segment, double[] x)
    {
        const int Window = 20;
        var typical = segment.Of(Typical);
        for (var at = Math.Max(segment.Range.First, Layout.Before + Window - 1); at < segment.End; at++)
        {
            var window = typical.AsSpan(at - Window + 1, Window);
            var (mean, off) = (0.0, 0.0);
            foreach (var value in window)
                mean += value;
            mean /= Window;
            foreach (var value in window)
                off += Math.Abs(value - mean);
            x[at] = Moments.IsFlat(typical, at, Window) ? double.NaN : (typical[at] - mean) / (0.015 * off / Window);
        }
    }

    private static AssetFormula Define(string name, string formula, string window, string lookback, string unit, string reference, Action<BarSegment, double[]> fill) =>
        AssetFormula.Bars(new(name, 'A', Bars, formula, window, lookback, unit, FeatureSource.Market, reference), new(fill));
}
