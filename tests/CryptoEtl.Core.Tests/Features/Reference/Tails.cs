using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group C.</summary>
internal static class Tails
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("drawdown_365", Own(past => In(past.Close, past.Day, 365, 30, c => past.Close(past.Day) / c.Max() - 1))),
        ("max_drawdown_90", Own(past => In(past.Close, past.Day, 90, 60, c => BelowMaximum(c).Min()))),
        ("ulcer_14", Own(past => Chart.AtLast(past.Bars.Close, 14, c => Math.Sqrt(Mean([.. BelowMaximum(c).Select(dd => 100 * dd * (100 * dd))]))))),
        ("downside_dev_90", Own(past => In(past.Log, past.Day, 90, 60, r => Math.Sqrt(Mean([.. r.Select(value => Math.Pow(Math.Min(value, 0), 2))]) * DaysAYear)))),
        ("sortino_90", (all, past) => In(past.Log, past.Day, 90, 60, r => Over(Mean(r) * DaysAYear, all.Of("downside_dev_90", past)))),
        ("skew_90", Own(past => In(past.Log, past.Day, 90, 60, Skewness))),
        ("kurt_90", Own(past => In(past.Log, past.Day, 90, 60, Kurtosis))),
        ("var95_90", Own(past => In(past.Log, past.Day, 90, 60, r => -Quantile(r, 0.05)))),
        ("cvar95_90", Own(past => In(past.Log, past.Day, 90, 60, Shortfall))),
        ("max_ret_30", Own(past => In(past.Simple, past.Day, 30, 20, r => r.Max()))),
    ];

    private static Func<Snapshot, Past, double> Own(Func<Past, double> value) => (_, past) => value(past);

    private static double Shortfall(double[] r)
    {
        var quantile = Quantile(r, 0.05);
        return -Mean([.. r.Where(value => value <= quantile)]);
    }

    private static double[] BelowMaximum(double[] close) => [.. close.Select((c, at) => c / close[..(at + 1)].Max() - 1)];

    /// <summary>Standardised values to a power, summed; null where all are the same.</summary>
    private static double Powers(double[] r, int power)
    {
        var (mean, std) = (Mean(r), Std(r));
        return std == 0 ? double.NaN : r.Sum(value => Math.Pow((value - mean) / std, power));
    }

    private static double Skewness(double[] r)
    {
        double n = r.Length;
        return n / ((n - 1) * (n - 2)) * Powers(r, 3);
    }

    private static double Kurtosis(double[] r)
    {
        double n = r.Length;
        return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * Powers(r, 4) - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
    }
}
