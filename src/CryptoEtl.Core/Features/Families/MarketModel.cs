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

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Define("beta_mkt_90", "OLS slope of R on mkt_ret_1d", "92", "decimal", "Liu–Tsyvinski–Wu 2022 BETA", (window, both, at) => both.Slope(at, Min)),
        Define("beta_btc_90", "OLS slope of R on bitcoin's R", "91", "decimal", "", (window, both, at) => both.Slope(at, Min), Bitcoin),
        Define("beta_down_90", "OLS slope on the days of the window with a market return below its mean, at least 20", "92", "decimal", "Ang–Chen–Xing 2006", DownSlope),
        Define("idio_vol_90", "√(SSE/(n−2) · 365) of the market model", "92", "decimal a year", "IDIOVOL", (window, both, at) => ResidualDeviation(both, at) * Math.Sqrt(Returns.DaysAYear)),
        Define("resid_mom_30", "residuals e of that regression over t−30 … t−1 (≥ 20), Σe/(s_e √count), s_e = √(SSE/(n−2))", "92", "σ", "Blitz–Huij–Martens 2011", ResidualMomentum),
    ];

    private static AssetFormula Define(string name, string formula, string lookback, string unit, string reference, Func<AssetWindow, CoMoments, int, double> of, Line<AssetWindow>? on = null) => new(
        new(name, 'E', Calendar, formula, "90/60", lookback, unit, FeatureSource.Market, reference),
        new((window, x) =>
        {
            var both = window.Regression(on ?? Market, Returns.Simple, Window);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = of(window, both, at);
        }),
        NeedsMarket: true);

    private static double DownSlope(AssetWindow window, CoMoments both, int at)
    {
        if (!(both.Counts[at] >= Min))
            return double.NaN;
        var ((x, y), limit) = (both.Series, both.MeansX[at]);
        var (count, sumX, sumY, isFlat, first) = (0, 0.0, 0.0, true, double.NaN);
        for (var day = at - Window + 1; day <= at; day++)
        {
            if (!(x[day] < limit))
                continue;
            (count, sumX, sumY) = (count + 1, sumX + x[day], sumY + y[day]);
            first = count == 1 ? x[day] : first;
            isFlat &= x[day] == first;
        }

        return count < MinDown || isFlat ? double.NaN : SlopeBelow(x, y, at, limit, sumX / count, sumY / count);
    }

    private static double SlopeBelow(double[] x, double[] y, int at, double limit, double meanX, double meanY)
    {
        var (squares, products) = (0.0, 0.0);
        for (var day = at - Window + 1; day <= at; day++)
        {
            if (!(x[day] < limit))
                continue;
            squares += (x[day] - meanX) * (x[day] - meanX);
            products += (x[day] - meanX) * (y[day] - meanY);
        }

        return products / squares;
    }

    /// <summary>√(SSE/(n−2)); NaN where there are too few, or the market is flat.</summary>
    private static double ResidualDeviation(CoMoments both, int at)
    {
        var slope = both.Slope(at, Min);
        return double.IsNaN(slope) ? slope : Math.Sqrt(SquaredResiduals(both, at, slope) / (both.Counts[at] - 2));
    }

    /// <summary>Of residuals one by one: the difference of large sums would lose small ones.</summary>
    private static double SquaredResiduals(CoMoments both, int at, double slope)
    {
        if (both.SquaresY[at] == 0)
            return 0;
        var ((x, y), sum) = (both.Series, 0.0);
        for (var day = at - Window + 1; day <= at; day++)
        {
            var residual = Residual(both, at, slope, x[day], y[day]);
            sum += double.IsNaN(residual) ? 0 : residual * residual;
        }

        return sum;
    }

    private static double Residual(CoMoments both, int at, double slope, double x, double y) => y - both.MeansY[at] - slope * (x - both.MeansX[at]);

    private static double ResidualMomentum(AssetWindow window, CoMoments both, int at)
    {
        var deviation = ResidualDeviation(both, at);
        var ((x, y), slope, sum, count) = (both.Series, both.Slope(at, Min), 0.0, 0);
        for (var day = at - 30; day < at; day++)
        {
            var residual = Residual(both, at, slope, x[day], y[day]);
            if (!double.IsNaN(residual))
                (sum, count) = (sum + residual, count + 1);
        }

        return count < 20 ? double.NaN : Divide.Safe(sum, deviation * Math.Sqrt(count));
    }
}
