using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Crossovers of exponential averages in units of their own dispersion, as trend followers build them.</summary>
internal static class CtaSignals
{
    private const int PriceWindow = 90;
    private const int SignalWindow = 365;
    private const double Response = 0.89;
    private const string Paper = "Baz et al. 2015";

    private static readonly Line<BarSegment> PriceDeviation = new((segment, x) =>
    {
        var places = segment.Back(SignalWindow - 1);
        var moments = segment.MomentsOf(segment.Close, places, PriceWindow);
        for (var at = places.First; at < places.End; at++)
            x[at] = moments.Deviation(at, 60);
    });

    private static readonly Line<BarSegment> Fast = Score(8, 24);

    private static readonly Line<BarSegment> Middle = Score(16, 48);

    private static readonly Line<BarSegment> Slow = Score(32, 96);

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        AssetFormula.Bars(Define("cta_8_24", "x = E8 − E24 of C, E_n with α = 1/n from the first close; y = x/std(C, 90/60) from bar 24 on; y/std(y, 365/90)", "rec (700)", "σ units"), Fast),
        AssetFormula.Bars(Define("cta_32_96", "as cta_8_24 with 32 and 96", "rec (1,700)", "σ units"), Slow),
        AssetFormula.Bars(Define("cta_signal", "mean over (8,24), (16,48), (32,96) of z · exp(−z²/4)/0.89", "rec (1,700)", "≈ −1–1"), new(Signal)),
    ];

    private static Feature Define(string name, string formula, string lookback, string unit) =>
        new(name, 'A', Bars, formula, "365/90", lookback, unit, FeatureSource.Market, Paper);

    private static Line<BarSegment> Average(int n) => new((segment, x) => Smoothing.FromFirst(segment.Close, Layout.Before, segment.End, n, x));

    private static Line<BarSegment> Score(int fast, int slow)
    {
        var (first, second) = (Average(fast), Average(slow));
        var scaled = new Line<BarSegment>((segment, x) =>
        {
            var (a, b, deviation) = (segment.Of(first), segment.Of(second), segment.Of(PriceDeviation));
            for (var at = Math.Max(Layout.Before + slow - 1, segment.Back(SignalWindow - 1).First); at < segment.End; at++)
                x[at] = Divide.Safe(a[at] - b[at], deviation[at]);
        });
        return new((segment, x) =>
        {
            var y = segment.Of(scaled);
            var moments = segment.MomentsOf(y, SignalWindow);
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = Divide.Safe(y[at], moments.Deviation(at, 90));
        });
    }

    private static void Signal(BarSegment segment, double[] x)
    {
        var (fast, middle, slow) = (segment.Of(Fast), segment.Of(Middle), segment.Of(Slow));
        for (var at = segment.Range.First; at < segment.End; at++)
            x[at] = (Respond(fast[at]) + Respond(middle[at]) + Respond(slow[at])) / 3;
    }

    private static double Respond(double z) => z * Math.Exp(-z * z / 4) / Response;
}
