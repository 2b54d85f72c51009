using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Volatility from the day's range.</summary>
internal static class RangeVolatility
{
    private const int Window = 30;
    private const int Min = 20;

    private static readonly Line<AssetWindow> HighLow = Ratio(Field.High, Field.Low);

    private static readonly Line<AssetWindow> CloseOpen = Ratio(Field.Close, Field.Open);

    private static readonly Line<AssetWindow> HighClose = Ratio(Field.High, Field.Close);

    private static readonly Line<AssetWindow> HighOpen = Ratio(Field.High, Field.Open);

    private static readonly Line<AssetWindow> LowClose = Ratio(Field.Low, Field.Close);

    private static readonly Line<AssetWindow> LowOpen = Ratio(Field.Low, Field.Open);

    private static readonly Line<AssetWindow> Parkinson = new((window, x) =>
    {
        var range = window.Of(HighLow);
        for (var at = window.Range.First - Window; at < window.Range.End; at++)
            x[at] = range[at] * range[at] / (4 * Math.Log(2));
    });

    private static readonly Line<AssetWindow> GarmanKlass = new((window, x) =>
    {
        var (range, move) = (window.Of(HighLow), window.Of(CloseOpen));
        for (var at = window.Range.First - Window; at < window.Range.End; at++)
            x[at] = 0.5 * range[at] * range[at] - (2 * Math.Log(2) - 1) * move[at] * move[at];
    });

    private static readonly Line<AssetWindow> RogersSatchell = new((window, x) =>
    {
        var (highClose, highOpen, lowClose, lowOpen) = (window.Of(HighClose), window.Of(HighOpen), window.Of(LowClose), window.Of(LowOpen));
        for (var at = window.Range.First - Window; at < window.Range.End; at++)
            x[at] = highClose[at] * highOpen[at] + lowClose[at] * lowOpen[at];
    });

    /// <summary>From the close before to the open; days whose neighbour has no bar are left out of all three parts.</summary>
    private static readonly Line<AssetWindow> Overnight = new((window, x) => Logs.Ratio(window.Open, window.Close, 1, window.Range.Back(Window), x));

    private static readonly Line<AssetWindow> Intraday = WithYesterday(CloseOpen);

    private static readonly Line<AssetWindow> RogersSatchellWithYesterday = WithYesterday(RogersSatchell);

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

    private static Line<AssetWindow> Ratio(Field over, Field under) => new((window, x) => Logs.Ratio(window.Of(over), window.Of(under), 0, window.Range.Back(Window), x));

    private static Line<AssetWindow> WithYesterday(Line<AssetWindow> line) => new((window, x) =>
    {
        var (values, close) = (window.Of(line), window.Close);
        for (var at = window.Range.First - Window; at < window.Range.End; at++)
            x[at] = double.IsNaN(close[at - 1]) ? double.NaN : values[at];
    });

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
