using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group A, what looks at calendar days.</summary>
internal static class Returns
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        .. new[] { 1, 7, 21, 30, 90, 365 }.Select(days => ($"ret_{days}d", Own(past => past.Return(past.Day - days, past.Day)))),
        ("mom_28_7", Own(past => past.Return(past.Day - 28, past.Day - 7))),
        ("mom_90_7", Own(past => past.Return(past.Day - 90, past.Day - 7))),
        ("mom_365_30", Own(past => past.Return(past.Day - 365, past.Day - 30))),
        ("sharpe_90", Own(past => In(past.Log, past.Day, 90, 60, r => Over(Mean(r), Std(r)) * Math.Sqrt(DaysAYear)))),
        ("tsmom_90", (all, past) => Over(Math.Log(past.Close(past.Day) / past.Close(past.Day - 90)), all.Of("vol_ewma_94", past) * Math.Sqrt(90 / DaysAYear))),
        ("range_pos_365", Own(past => In(past.Close, past.Day, 365, 180, c => Over(past.Close(past.Day) - c.Min(), c.Max() - c.Min())))),
        ("trend_slope_30", Own(TrendSlope)),
        ("up_frac_30", Own(past => In(past.Log, past.Day, 30, 20, r => (double)r.Count(value => value > 0) / r.Length))),
    ];

    private static Func<Snapshot, Past, double> Own(Func<Past, double> value) => (_, past) => value(past);

    private static double TrendSlope(Past past)
    {
        double LogClose(int day) => Math.Log(past.Close(day));
        return Both(LogClose, LogClose, past.Day, 30, 20) is { } days
            ? Line.Through([.. days.Select(day => (double)(day - past.Day))], [.. days.Select(LogClose)])!.Slope * DaysAYear
            : double.NaN;
    }
}
