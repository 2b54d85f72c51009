using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Wilder's true range and directional movement.</summary>
internal static class Directional
{
    private const int N = 14;

    /// <summary>The first bar has none: it would need the close before it.</summary>
    public static readonly Line<BarSegment> TrueRange = new((segment, x) => TrueRanges(segment.High, segment.Low, segment.Close, segment.End, x));

    public static readonly Line<BarSegment> Atr = new((segment, x) => Smoothing.Wilder(segment.Of(TrueRange), segment.End, N, x));

    private static readonly Line<BarSegment> Plus = new((segment, x) => Moves(segment, x, isUp: true));

    private static readonly Line<BarSegment> Minus = new((segment, x) => Moves(segment, x, isUp: false));

    private static readonly Line<BarSegment> PlusSmooth = new((segment, x) => Smoothing.Wilder(segment.Of(Plus), segment.End, N, x));

    private static readonly Line<BarSegment> MinusSmooth = new((segment, x) => Smoothing.Wilder(segment.Of(Minus), segment.End, N, x));

    /// <summary>Both indicators 0: 0. Null where there are none, for nothing has moved since the segment began: ADX counts from the first that there is.</summary>
    private static readonly Line<BarSegment> Dx = new((segment, x) =>
    {
        var (plus, minus, range) = (segment.Of(PlusSmooth), segment.Of(MinusSmooth), segment.Of(Atr));
        for (var at = Layout.Before + N; at < segment.End; at++)
            x[at] = range[at] == 0 ? double.NaN : plus[at] + minus[at] == 0 ? 0 : 100 * Math.Abs(plus[at] - minus[at]) / (plus[at] + minus[at]);
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        AssetFormula.Bars(
            new("adx_14", 'A', Bars, "Wilder(14) of DX = 100 |+DI − −DI|/(+DI + −DI)", "28", "rec (400)", "0–100", FeatureSource.Market, "Wilder 1978"),
            new((segment, x) => Smoothing.Wilder(segment.Of(Dx), segment.End, N, x))),
        AssetFormula.Bars(
            new("di_diff_14", 'A', Bars, "+DI − −DI", "15", "rec (200)", "−100–100", FeatureSource.Market, "signed partner of ADX"),
            new((segment, x) =>
            {
                var (plus, minus, range) = (segment.Of(PlusSmooth), segment.Of(MinusSmooth), segment.Of(Atr));
                for (var at = segment.Range.First; at < segment.End; at++)
                    x[at] = Divide.Safe(100 * (plus[at] - minus[at]), range[at]);
            })),
    ];

    public static readonly AssetFormula Natr = AssetFormula.Bars(
        new("natr_14", 'B', Bars, "100 · ATR14/C, Wilder(14) of the true range", "15", "rec (190)", "percent of price", FeatureSource.Market, "Wilder 1978"),
        new((segment, x) =>
        {
            var range = segment.Of(Atr);
            for (var at = segment.Range.First; at < segment.End; at++)
                x[at] = 100 * range[at] / segment.Close[at];
        }));

    public static void TrueRanges(double[] high, double[] low, double[] close, int end, double[] x)
    {
        for (var at = Layout.Before + 1; at < end; at++)
            x[at] = Math.Max(high[at], close[at - 1]) - Math.Min(low[at], close[at - 1]);
    }

    /// <summary>A move counts on its larger side only; a tie on neither.</summary>
    private static void Moves(BarSegment segment, double[] x, bool isUp)
    {
        for (var at = Layout.Before + 1; at < segment.End; at++)
        {
            var (up, down) = (segment.High[at] - segment.High[at - 1], segment.Low[at - 1] - segment.Low[at]);
            var (mine, other) = isUp ? (up, down) : (down, up);
            x[at] = mine > other && mine > 0 ? mine : 0;
        }
    }
}
