using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group B without the hours.</summary>
internal static class Volatilities
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("vol_7d", Own(past => In(past.Log, past.Day, 7, 5, Yearly))),
        ("vol_30d", Own(past => In(past.Log, past.Day, 30, 20, Yearly))),
        ("vol_90d", Own(past => In(past.Log, past.Day, 90, 60, Yearly))),
        ("vol_ewma_94", Own(Ewma)),
        ("vol_ratio_7_90", (all, past) => Over(all.Of("vol_7d", past), all.Of("vol_90d", past))),
        ("parkinson_30", Own(past => In(day => Parkinson(past, day), past.Day, 30, 20, Root))),
        ("garman_klass_30", Own(past => In(day => GarmanKlass(past, day), past.Day, 30, 20, Root))),
        ("rogers_satchell_30", Own(past => In(day => RogersSatchell(past, day), past.Day, 30, 20, Root))),
        ("yang_zhang_30", Own(YangZhang)),
        ("natr_14", Own(past => 100 * Chart.Atr(past.Bars.High, past.Bars.Low, past.Bars.Close, 14)[^1] / past.Bars.Close[^1])),
        ("bb_pctb_20", Own(past => Chart.Bollinger(past.Bars.Close, 20, 2).PercentB[^1])),
    ];

    private static Func<Snapshot, Past, double> Own(Func<Past, double> value) => (_, past) => value(past);

    private static double Yearly(double[] r) => Std(r) * Math.Sqrt(DaysAYear);

    /// <summary>A negative mean has no root: NaN.</summary>
    private static double Root(double[] variances) => Math.Sqrt(DaysAYear * Mean(variances));

    private static double Parkinson(Past past, int day) => Math.Pow(Math.Log(past.High(day) / past.Low(day)), 2) / (4 * Math.Log(2));

    private static double GarmanKlass(Past past, int day) =>
        0.5 * Math.Pow(Math.Log(past.High(day) / past.Low(day)), 2) - (2 * Math.Log(2) - 1) * Math.Pow(Math.Log(past.Close(day) / past.Open(day)), 2);

    private static double RogersSatchell(Past past, int day)
    {
        var (open, high, low, close) = (past.Open(day), past.High(day), past.Low(day), past.Close(day));
        return Math.Log(high / close) * Math.Log(high / open) + Math.Log(low / close) * Math.Log(low / open);
    }

    private static double YangZhang(Past past)
    {
        if (Both(past.Close, day => past.Close(day - 1), past.Day, 30, 20) is not { } days)
            return double.NaN;
        var n = days.Length;
        var k = 0.34 / (1.34 + (n + 1.0) / (n - 1));
        var overnight = Variance([.. days.Select(day => Math.Log(past.Open(day) / past.Close(day - 1)))]);
        var within = Variance([.. days.Select(day => Math.Log(past.Close(day) / past.Open(day)))]);
        return Math.Sqrt(DaysAYear * (overnight + k * within + (1 - k) * Mean([.. days.Select(day => RogersSatchell(past, day))])));
    }

    private static double Ewma(Past past)
    {
        double[] r = [.. past.Bars.Days.Select(past.Log)];
        var known = Known(r);
        if (known.Length < 30 || double.IsNaN(r[^1]))
            return double.NaN;
        var variance = Mean([.. known.Take(30).Select(value => value * value)]);
        foreach (var value in known.Skip(30))
            variance = 0.94 * variance + 0.06 * value * value;
        return Math.Sqrt(variance * DaysAYear);
    }
}
