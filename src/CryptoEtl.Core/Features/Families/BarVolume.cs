using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Volume of bars that rose against bars that fell. A window with a missing volume is null.</summary>
internal static class BarVolume
{
    /// <summary>Two typical prices this close are one: rounding must not decide.</summary>
    private const double Unchanged = 1e-12;

    private static readonly Line<BarSegment> Volume20 = new((segment, x) => Rolling.Sum(segment.Volume, segment.Range, 20, 20, x));

    private static readonly Line<BarSegment> Signed = EachMove(21, (segment, at) => Direction(Move(segment.Close, at)) * segment.Volume[at]);

    private static readonly Line<BarSegment> Flow = Each(20, (segment, at) => Multiplier(segment, at) * segment.Volume[at]);

    private static readonly Line<BarSegment> Coins = Each(20, (segment, at) => segment.Volume[at] / segment.Of(Oscillators.Typical)[at]);

    private static readonly Line<BarSegment> Rising = EachMove(15, (segment, at) => TypicalMove(segment, at) > 0 ? segment.Volume[at] : segment.Volume[at] * 0);

    private static readonly Line<BarSegment> Falling = EachMove(15, (segment, at) => TypicalMove(segment, at) < 0 ? segment.Volume[at] : segment.Volume[at] * 0);

    private static readonly Line<BarSegment> Up14 = new((segment, x) => Rolling.Sum(segment.Of(Rising), segment.Range, 14, 14, x));

    private static readonly Line<BarSegment> Down14 = new((segment, x) => Rolling.Sum(segment.Of(Falling), segment.Range, 14, 14, x));

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("obv_ratio_20", "Σ sign(C_i − C_{i−1}) V_i / Σ V_i, 20 bars", "21", "−1–1", "change of OBV over volume", (segment, x) => Share(segment, Signed, Volume20, 20, x)),
        Define("cmf_20", "Σ m·V/ΣV, m = ((C−L) − (H−C))/(H−L), 0 if H = L", "20", "−1–1", "Chaikin", (segment, x) => Share(segment, Flow, Volume20, 20, x)),
        Define("mfi_14", "100 · P/(P+Q), V of bars with a rising and a falling TP; null if neither", "15", "0–100", "", (segment, x) =>
        {
            var (up, down) = (segment.Of(Up14), segment.Of(Down14));
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = Divide.Safe(100 * up[at], up[at] + down[at]);
        }),
        Define("vwap_dev_20", "C/VWAP − 1, VWAP = ΣV/Σ(V/TP), 20 bars", "20", "decimal", "", (segment, x) =>
        {
            Rolling.Sum(segment.Of(Coins), segment.Range, 20, 20, x);
            var volume = segment.Of(Volume20);
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = volume[at] == 0 ? double.NaN : segment.Close[at] * x[at] / volume[at] - 1;
        }),
    ];

    private static double Move(double[] x, int at) => x[at] - x[at - 1];

    private static double Direction(double move) => move > 0 ? 1 : move < 0 ? -1 : 0;

    private static double TypicalMove(BarSegment segment, int at)
    {
        var typical = segment.Of(Oscillators.Typical);
        var move = Move(typical, at);
        return Math.Abs(move) <= Unchanged * typical[at] ? 0 : move;
    }

    private static double Multiplier(BarSegment segment, int at) => segment.High[at] == segment.Low[at]
        ? 0
        : (segment.Close[at] - segment.Low[at] - (segment.High[at] - segment.Close[at])) / (segment.High[at] - segment.Low[at]);

    private static Line<BarSegment> Each(int back, Func<BarSegment, int, double> of) => new((segment, x) =>
    {
        var places = segment.Back(back);
        for (var at = places.First; at < places.End; at++)
            x[at] = of(segment, at);
    });

    /// <summary>The first bar has none.</summary>
    private static Line<BarSegment> EachMove(int back, Func<BarSegment, int, double> of) =>
        Each(back, (segment, at) => at == Layout.Before ? double.NaN : of(segment, at));

    private static void Share(BarSegment segment, Line<BarSegment> part, Line<BarSegment> whole, int bars, double[] x)
    {
        Rolling.Sum(segment.Of(part), segment.Range, bars, bars, x);
        var sums = segment.Of(whole);
        for (var at = segment.Range.First; at < segment.End; at++)
            x[at] = Divide.Safe(x[at], sums[at]);
    }

    private static AssetFormula Define(string name, string formula, string window, string unit, string reference, Action<BarSegment, double[]> fill) =>
        AssetFormula.Bars(new(name, 'D', Bars, formula, window, window, unit, FeatureSource.Market, reference), new(fill));
}
