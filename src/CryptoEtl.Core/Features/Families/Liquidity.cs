using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Volume, turnover, and how far prices move with it.</summary>
internal static class Liquidity
{
    private const int Month = 30;
    private const int Min = 20;

    public static readonly Line<AssetWindow> LogVolume = new((window, x) => Logs.OnePlus(window.Volume, window.Range.Back(Month + 2), x));

    private static readonly Line<AssetWindow> LogVolumeChange = Daily((window, at) => window.Of(LogVolume)[at] - window.Of(LogVolume)[at - 1]);

    private static readonly Line<AssetWindow> Turnover = Daily((window, at) => window.Volume[at] / window.Of(Carried.MarketCap)[at]);

    private static readonly Line<AssetWindow> MovePerVolume =
        Daily((window, at) => window.Volume[at] > 0 ? Math.Abs(window.Of(Returns.Simple)[at]) / window.Volume[at] : double.NaN);

    private static readonly Line<AssetWindow> IsZero =
        Daily((window, at) => double.IsNaN(window.Volume[at]) ? double.NaN : window.Volume[at] == 0 ? 1 : 0);

    private static readonly Line<AssetWindow> MeanVolume7 = new((window, x) => Rolling.Mean(window.Volume, window.Range, 7, 5, x));

    private static readonly Line<AssetWindow> MeanVolume30 = new((window, x) => Rolling.Mean(window.Volume, window.Range, Month, Min, x));

    private static readonly MomentsOf VolumeBefore = new(LogVolume, Month, Before: 1);

    public static readonly AssetFormula Amihud = Define("amihud_30", "10⁶ · mean(|R|/V) over days with V > 0", "30/20", "31", "per million USD", "Amihud 2002", (window, x) =>
    {
        Rolling.Mean(window.Of(MovePerVolume), window.Range, Month, Min, x);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] *= 1e6;
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("log_dvol_30", "ln(1 + mean V)", "30/20", "30", "ln USD", "", (window, x) =>
        {
            var mean = window.Of(MeanVolume30);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = Logs.OnePlus(mean[at]);
        }),
        new(new("turnover_1d", 'D', Calendar, "V/M, M carried", "1", "4", "a day", FeatureSource.Market), Turnover),
        Define("turnover_30", "mean of V/M, M carried", "30/20", "33", "a day", "Datar et al. 1998", (window, x) => Rolling.Mean(window.Of(Turnover), window.Range, Month, Min, x)),
        Amihud,
        Define("volume_z_30", "ln(1+V) against the 30 days before: (x − mean)/std", "30/20", "31", "σ", "", (window, x) => PastScore.Fill(window, VolumeBefore, Min, x)),
        Define("volume_ratio_7_30", "mean7(V)/mean30(V)", "7/5, 30/20", "30", "ratio", "", (window, x) =>
        {
            var (week, month) = (window.Of(MeanVolume7), window.Of(MeanVolume30));
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = Divide.Safe(week[at], month[at]);
        }),
        Define("zero_volume_frac_30", "share of V = 0 among days with a volume", "30/20", "30", "0–1", "", (window, x) => Rolling.Mean(window.Of(IsZero), window.Range, Month, Min, x)),
        Define("missing_frac_30", "1 − valid bars/span, span = min(30, days since the first bar + 1)", "30/1", "30", "0–1", "quality", Missing),
    ];

    /// <summary>Last of its group.</summary>
    public static readonly AssetFormula ReturnVolume = Define("ret_volume_corr_30", "corr(r, ln(1+V[t]) − ln(1+V[t−1]))", "30/20", "31", "−1–1", "qlib CORD", (window, x) =>
    {
        window.Pair.Take(window.Of(Returns.Log), window.Of(LogVolumeChange), window.Length, window.Range, Month);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = window.Pair.Correlation(at, Min);
    });

    /// <summary>Longest window, its day before, and room for the anchor.</summary>
    private static Line<AssetWindow> Daily(Func<AssetWindow, int, double> of) => new((window, x) =>
    {
        for (var at = window.Range.First - Month - 2; at < window.Range.End; at++)
            x[at] = of(window, at);
    });

    private static AssetFormula Define(string name, string formula, string windowSize, string lookback, string unit, string reference, Action<AssetWindow, double[]> fill) =>
        AssetFormula.Calendar(new(name, 'D', Calendar, formula, windowSize, lookback, unit, FeatureSource.Market, reference), fill);

    private static void Missing(AssetWindow window, double[] x)
    {
        Rolling.Count(window.Close, window.Range, Month, x);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = 1 - x[at] / Math.Min(Month, window.DayAt(at) - window.FirstBarDay + 1);
    }
}
