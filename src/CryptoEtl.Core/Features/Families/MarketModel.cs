using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>An asset's returns explained by the market's.</summary>
internal static class MarketModel
{
    private const int Window = 90;
    private const int Min = 60;
    private const int MinDown = 20;

    private static readonly Line<AssetWindow> Market = new((window, x) => window.Market!.Copy(window.Market.Returns, window, x));

    private static readonly Line<AssetWindow> Bitcoin = new((window, x) => window.Market!.Copy(window.Market.Bitcoin, window, x));

    private static readonly Line<AssetWindow> SquaredResiduals = new((window, x) => Residuals.Squares(Both(window, Market), window.Range, Window, x));

    /// <summary>Room for how many residuals a sum has.</summary>
    private static readonly Line<AssetWindow> ResidualCounts = new((_, _) => { });

    /// <summary>√(SSE/(n−2)); null where there are too few, or the market is flat; 0 where the asset is.</summary>
    private static readonly Line<AssetWindow> ResidualDeviation = new((window, x) =>
    {
        var (both, squares) = (Both(window, Market), window.Of(SquaredResiduals));
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = double.IsNaN(both.Slope(at, Min)) ? double.NaN : both.SquaresY[at] == 0 ? 0 : Math.Sqrt(squares[at] / (both.Counts[at] - 2));
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("beta_mkt_90", "OLS slope of R on mkt_ret_1d", "92", "decimal", "Liu–Tsyvinski–Wu 2022 BETA", (window, x) => Slope(window, Market, x)),
        Define("beta_btc_90", "OLS slope of R on bitcoin's R", "91", "decimal", "", (window, x) => Slope(window, Bitcoin, x)),
        Define("beta_down_90", "OLS slope on the days of the window with a market return below its mean, at least 20", "92", "decimal", "Ang–Chen–Xing 2006", (window, x) =>
        {
            var both = Both(window, Market);
            Residuals.SlopesBelow(both, window.Range, Window, MinDown, x);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = both.Counts[at] >= Min ? x[at] : double.NaN;
        }),
        Define("idio_vol_90", "√(SSE/(n−2) · 365) of the market model", "92", "decimal a year", "IDIOVOL", (window, x) =>
        {
            var deviation = window.Of(ResidualDeviation);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = deviation[at] * Math.Sqrt(Returns.DaysAYear);
        }),
        Define("resid_mom_30", "residuals e of that regression over t−30 … t−1 (≥ 20), Σe/(s_e √count), s_e = √(SSE/(n−2))", "92", "σ", "Blitz–Huij–Martens 2011", (window, x) =>
        {
            var (deviation, counts) = (window.Of(ResidualDeviation), window.Of(ResidualCounts));
            Residuals.Sums(Both(window, Market), window.Range, 30, x, counts);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = counts[at] < 20 ? double.NaN : Divide.Safe(x[at], deviation[at] * Math.Sqrt(counts[at]));
        }),
    ];

    private static AssetFormula Define(string name, string formula, string lookback, string unit, string reference, Action<AssetWindow, double[]> fill) =>
        new(new(name, 'E', Calendar, formula, "90/60", lookback, unit, FeatureSource.Market, reference), new(fill), NeedsMarket: true);

    private static CoMoments Both(AssetWindow window, Line<AssetWindow> on) => window.Regression(on, Returns.Simple, Window);

    private static void Slope(AssetWindow window, Line<AssetWindow> on, double[] x)
    {
        var both = Both(window, on);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = both.Slope(at, Min);
    }
}
