using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Returns over exact days, and momentum made of them. A return over a hole is null.</summary>
internal static class Returns
{
    /// <summary>A year has no holidays here.</summary>
    public const double DaysAYear = 365;

    /// <summary>Longest window that looks at daily returns, with the day before it.</summary>
    private const int Lookback = 100;

    /// <summary>C[t]/C[t-1] - 1.</summary>
    public static readonly Line<AssetWindow> Simple = new((window, x) =>
    {
        var close = window.Close;
        for (var at = window.Deepest - Lookback; at < window.Range.End; at++)
            x[at] = close[at] / close[at - 1] - 1;
    });

    /// <summary>ln(C[t]/C[t-1]).</summary>
    public static readonly Line<AssetWindow> Log = new((window, x) =>
    {
        var first = window.Deepest - Lookback;
        Logs.Ratio(window.Close, window.Close, 1, new(first, window.Range.End - first), x);
    });

    public static readonly MomentsOf Log7 = new(Log, 7);

    public static readonly MomentsOf Log30 = new(Log, 30);

    public static readonly MomentsOf Log90 = new(Log, 90, Higher: true);

    /// <summary>Also at the period that social sources end at.</summary>
    public static readonly Line<AssetWindow> Week = new((window, x) => Fill(window, x, 0, 7, window.Config.AnchorOf(FeatureSource.Social)));

    public static readonly AssetFormula Ret7 = new(Define("ret_7d", "C[t]/C[t−7] − 1", 7), Week);

    public static readonly AssetFormula Ret21 = Over("ret_21d", 21, "Liu–Tsyvinski–Wu 2022");

    public static readonly AssetFormula Ret90 = Over("ret_90d", 90);

    public static readonly AssetFormula Mom90 = Momentum("mom_90_7", 7, 90, "skips the last week, which reverses: Jegadeesh 1990");

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        new(new("ret_1d", 'A', Calendar, "C[t]/C[t−1] − 1", "exact", "2", "decimal", FeatureSource.Market), Simple),
        Ret7, Ret21, Over("ret_30d", 30), Ret90, Over("ret_365d", 365),
        Momentum("mom_28_7", 7, 28, "Liu–Tsyvinski–Wu 2022, r4,1"), Mom90, Momentum("mom_365_30", 30, 365, "12-1 momentum"),
        AssetFormula.Calendar(new("sharpe_90", 'A', Calendar, "mean(r)/std(r) · √365", "90/60", "91", "ratio", FeatureSource.Market), Sharpe),
        AssetFormula.Calendar(
            new("tsmom_90", 'A', Calendar, "ln(C[t]/C[t−90]) / (vol_ewma_94 · √(90/365))", "exact", "rec", "σ units", FeatureSource.Market, "Moskowitz–Ooi–Pedersen 2012"), TimeSeriesMomentum),
    ];

    private static AssetFormula Over(string name, int days, string reference = "") =>
        AssetFormula.Calendar(Define(name, $"C[t]/C[t−{days}] − 1", days, reference), (window, x) => Fill(window, x, 0, days));

    private static AssetFormula Momentum(string name, int to, int from, string reference) =>
        AssetFormula.Calendar(Define(name, $"C[t−{to}]/C[t−{from}] − 1", from, reference), (window, x) => Fill(window, x, to, from));

    private static Feature Define(string name, string formula, int days, string reference = "") =>
        new(name, 'A', Calendar, formula, "exact", $"{days + 1}", "decimal", FeatureSource.Market, reference);

    private static void Fill(AssetWindow window, double[] x, int to, int from, int earlier = 0)
    {
        var close = window.Close;
        for (var at = window.Range.First - earlier; at < window.Range.End; at++)
            x[at] = close[at - to] / close[at - from] - 1;
    }

    private static void Sharpe(AssetWindow window, double[] x)
    {
        var moments = window.Of(Log90);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = Divide.Safe(moments.Means[at], moments.Deviation(at, 60)) * Math.Sqrt(DaysAYear);
    }

    private static void TimeSeriesMomentum(AssetWindow window, double[] x)
    {
        var (close, volatility) = (window.Close, window.Of(EwmaVolatility.Formula.Line));
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = Divide.Safe(Math.Log(close[at] / close[at - 90]), volatility[at] * Math.Sqrt(90 / DaysAYear));
    }
}
