using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Volatility from the day's range.</summary>
internal static class RangeVolatility
{
    private const int Window = 30;
    private const int Min = 20;

    private static readonly Line<AssetWindow> Parkinson = Daily((open, high, low, close) => Square(Math.Log(high / low)) / (4 * Math.Log(2)));

    private static readonly Line<AssetWindow> GarmanKlass =
        Daily((open, high, low, close) => 0.5 * Square(Math.Log(high / low)) - (2 * Math.Log(2) - 1) * Square(Math.Log(close / open)));

    private static readonly Line<AssetWindow> RogersSatchell =
        Daily((open, high, low, close) => Math.Log(high / close) * Math.Log(high / open) + Math.Log(low / close) * Math.Log(low / open));

    /// <summary>From the close before to the open; days whose neighbour has no bar are left out of all three parts.</summary>
    private static readonly Line<AssetWindow> Overnight = WithYesterday((window, at) => Math.Log(window.Open[at] / window.Close[at - 1]));

    private static readonly Line<AssetWindow> Intraday = WithYesterday((window, at) => Math.Log(window.Close[at] / window.Open[at]));

    private static readonly Line<AssetWindow> RogersSatchellWithYesterday = WithYesterday((window, at) => window.Of(RogersSatchell)[at]);

    private static readonly MomentsOf OvernightMoments = new(Overnight, Window);

    private static readonly MomentsOf IntradayMoments = new(Intraday, Window);

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("parkinson_30", "√(365 · mean(ln(H/L)²/(4 ln 2)))", "30", "Parkinson 1980", (window, x) => Root(window, Parkinson, x)),
        Define("garman_klass_30", "√(365 · mean(½ ln(H/L)² − (2 ln 2 − 1) ln(C/O)²)); null if the mean is negative", "30", "Garman–Klass 1980", (window, x) => Root(window, GarmanKlass, x)),
        Define("rogers_satchell_30", "√(365 · mean(ln(H/C) ln(H/O) + ln(L/C) ln(L/O)))", "30", "Rogers–Satchell 1991", (window, x) => Root(window, RogersSatchell, x)),
        Define("yang_zhang_30", "√(365 (var o + k var c + (1−k) mean RS)), o = ln(O/C[t−1]), c = ln(C/O), k = 0.34/(1.34 + (n+1)/(n−1)), days with a bar the day before", "31", "Yang–Zhang 2000", YangZhang),
    ];

    public static double Weight(double n) => 0.34 / (1.34 + (n + 1) / (n - 1));

    private static AssetFormula Define(string name, string formula, string lookback, string reference, Action<AssetWindow, double[]> fill) =>
        AssetFormula.Calendar(new(name, 'B', Calendar, formula, "30/20", lookback, "decimal a year", FeatureSource.Market, reference), fill);

    private static Line<AssetWindow> Daily(Func<double, double, double, double, double> of) => new((window, x) =>
    {
        var (open, high, low, close) = (window.Open, window.High, window.Low, window.Close);
        for (var at = window.Range.First - Window; at < window.Range.End; at++)
            x[at] = of(open[at], high[at], low[at], close[at]);
    });

    private static Line<AssetWindow> WithYesterday(Func<AssetWindow, int, double> of) => new((window, x) =>
    {
        for (var at = window.Range.First - Window; at < window.Range.End; at++)
            x[at] = double.IsNaN(window.Close[at - 1]) ? double.NaN : of(window, at);
    });

    private static double Square(double value) => value * value;

    private static void Root(AssetWindow window, Line<AssetWindow> line, double[] x)
    {
        Rolling.Mean(window.Of(line), window.Range, Window, Min, x);
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = Math.Sqrt(Returns.DaysAYear * x[at]);
    }

    private static void YangZhang(AssetWindow window, double[] x)
    {
        var (overnight, intraday) = (window.Of(OvernightMoments), window.Of(IntradayMoments));
        Rolling.Mean(window.Of(RogersSatchellWithYesterday), window.Range, Window, Min, x);
        for (var at = window.Range.First; at < window.Range.End; at++)
        {
            var n = overnight.Counts[at];
            var k = Weight(n);
            x[at] = Math.Sqrt(Returns.DaysAYear * ((overnight.Squares[at] + k * intraday.Squares[at]) / (n - 1) + (1 - k) * x[at]));
        }
    }
}
