using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Moving averages of closes, and oscillators made of them.</summary>
internal static class Averages
{
    private static readonly Line<BarSegment> Sma50 = new((segment, x) => Rolling.Mean(segment.Close, segment.Range, 50, 50, x));

    private static readonly Line<BarSegment> Sma200 = new((segment, x) => Rolling.Mean(segment.Close, segment.Range, 200, 200, x));

    private static readonly Line<BarSegment> Ema12 = new((segment, x) => Smoothing.Ema(segment.Close, segment.End, 12, x));

    private static readonly Line<BarSegment> Ema26 = new((segment, x) => Smoothing.Ema(segment.Close, segment.End, 26, x));

    private static readonly Line<BarSegment> Macd = new((segment, x) =>
    {
        var (fast, slow) = (segment.Of(Ema12), segment.Of(Ema26));
        for (var at = Layout.Before; at < segment.End; at++)
            x[at] = fast[at] - slow[at];
    });

    private static readonly Line<BarSegment> Signal = new((segment, x) => Smoothing.Ema(segment.Of(Macd), segment.End, 9, x));

    private static readonly Line<BarSegment> Trix1 = new((segment, x) => Smoothing.Ema(segment.Close, segment.End, 15, x));

    private static readonly Line<BarSegment> Trix2 = new((segment, x) => Smoothing.Ema(segment.Of(Trix1), segment.End, 15, x));

    private static readonly Line<BarSegment> Trix3 = new((segment, x) => Smoothing.Ema(segment.Of(Trix2), segment.End, 15, x));

    public static readonly AssetFormula PriceToSma50 = Define("px_sma_50", "C/SMA(50) − 1", "50", "50", "decimal", "", (segment, x) =>
    {
        var average = segment.Of(Sma50);
        for (var at = segment.Range.First; at < segment.End; at++)
            x[at] = segment.Close[at] / average[at] - 1;
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        PriceToSma50,
        Define("sma_50_200", "SMA(50)/SMA(200) − 1", "200", "200", "decimal", "golden cross", (segment, x) =>
        {
            var (fast, slow) = (segment.Of(Sma50), segment.Of(Sma200));
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = fast[at] / slow[at] - 1;
        }),
        Define("macd_pct", "100 · (EMA12 − EMA26)/C", "26", "rec (180)", "percent of price", "Appel", (segment, x) =>
        {
            var macd = segment.Of(Macd);
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = 100 * macd[at] / segment.Close[at];
        }),
        Define("macd_hist_pct", "100 · (MACD − EMA9(MACD))/C", "34", "rec (190)", "percent of price", "Appel", (segment, x) =>
        {
            var (macd, signal) = (segment.Of(Macd), segment.Of(Signal));
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = 100 * (macd[at] - signal[at]) / segment.Close[at];
        }),
        Define("trix_15", "100 · (T[i]/T[i−1] − 1), T = EMA15(EMA15(EMA15(C)))", "44", "rec (250)", "percent", "Hutson", (segment, x) =>
        {
            var triple = segment.Of(Trix3);
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = 100 * (triple[at] / triple[at - 1] - 1);
        }),
    ];

    private static AssetFormula Define(string name, string formula, string window, string lookback, string unit, string reference, Action<BarSegment, double[]> fill) =>
        AssetFormula.Bars(new(name, 'A', Bars, formula, window, lookback, unit, FeatureSource.Market, reference), new(fill));
}
