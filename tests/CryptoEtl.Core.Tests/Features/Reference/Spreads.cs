using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Bid-ask spreads that daily bars let one guess.</summary>
internal static class Spreads
{
    /// <summary>Corwin and Schultz, of two neighbouring days, not below 0. All in logs; 0: the day before, 1: the day.</summary>
    public static double TwoDay(double h0, double l0, double c0, double h1, double l1)
    {
        var gap = Math.Max(0, c0 - h1) + Math.Min(0, c0 - l1);
        var beta = (h0 - l0) * (h0 - l0) + (h1 - l1) * (h1 - l1);
        var gamma = Math.Pow(Math.Max(h1 + gap, h0) - Math.Min(l1 + gap, l0), 2);
        var kappa = 3 - 2 * Math.Sqrt(2);
        var alpha = (Math.Sqrt(2 * beta) - Math.Sqrt(beta)) / kappa - Math.Sqrt(gamma / kappa);
        return Math.Max(0, 2 * (Math.Exp(alpha) - 1) / (1 + Math.Exp(alpha)));
    }

    /// <summary>EDGE over some rows of prices, absent ones NaN. The first row has no row before it and only serves the second.</summary>
    public static double Edge(double[] open, double[] high, double[] low, double[] close)
    {
        Row[] rows = [.. Enumerable.Range(1, open.Length - 1).Select(at => new Row(
            Math.Log(open[at]), Math.Log(high[at]), Math.Log(low[at]), Math.Log(high[at - 1]), Math.Log(low[at - 1]), Math.Log(close[at - 1])))];
        double Average(Func<Row, double> of) => Mean(Known(rows.Select(of)));

        var po = Average(row => row.Tau * Different(row.O, row.H)) + Average(row => row.Tau * Different(row.O, row.L));
        var pc = Average(row => row.Tau * Different(row.C1, row.H1)) + Average(row => row.Tau * Different(row.C1, row.L1));
        var pt = Average(row => row.Tau);
        if (Known(rows.Select(row => row.Tau)).Sum() < 2 || !(po > 0) || !(pc > 0))
            return double.NaN;

        var (mo, mc, oc) = (Average(row => row.M - row.O) / pt, Average(row => row.M - row.C1) / pt, Average(row => row.O - row.C1) / pt);
        double[] x1 = Known(rows.Select(row => -4 / po * (row.M - row.O - row.Tau * mo) * (row.O - row.M1) - 4 / pc * (row.M - row.C1 - row.Tau * mc) * (row.C1 - row.M1)));
        double[] x2 = Known(rows.Select(row => -4 / po * (row.M - row.O - row.Tau * mo) * (row.O - row.C1) - 4 / pc * (row.O - row.C1 - row.Tau * oc) * (row.C1 - row.M1)));
        var (e1, e2, v1, v2) = (Mean(x1), Mean(x2), Population(x1), Population(x2));
        return Math.Sqrt(Math.Abs(v1 + v2 > 0 ? (v2 * e1 + v1 * e2) / (v1 + v2) : (e1 + e2) / 2));
    }

    private static double Population(double[] values) => Variance(values) * (values.Length - 1) / values.Length;

    private static double Different(double x, double y) => double.IsNaN(x) || double.IsNaN(y) ? double.NaN : x != y ? 1 : 0;

    private sealed record Row(double O, double H, double L, double H1, double L1, double C1)
    {
        public double M => (H + L) / 2;

        public double M1 => (H1 + L1) / 2;

        public double Tau => double.IsNaN(H) || double.IsNaN(L) || double.IsNaN(C1) ? double.NaN : H != L || L != C1 ? 1 : 0;
    }
}
