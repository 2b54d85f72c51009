using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group B, from hourly closes.</summary>
internal static class HourVolatilities
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("rv_1d_h", (_, past) => In(Log(past), LastHour(past), 24, 20, h => Math.Sqrt(DaysAYear * Squares(h) * 24 / h.Length))),
        ("rv_7d_h", (_, past) => In(Log(past), LastHour(past), 168, 140, h => Math.Sqrt(DaysAYear / 7 * Squares(h) * 168 / h.Length))),
        ("jump_share_7d_h", (_, past) => JumpShare(past)),
    ];

    private static int LastHour(Past past) => past.Day * 24 + 23;

    /// <summary>Log return of an hour: its own close and that of the hour before must be there.</summary>
    private static Func<int, double> Log(Past past) => hour => Math.Log(past.Hour(hour) / past.Hour(hour - 1));

    private static double Squares(double[] h) => h.Sum(value => value * value);

    private static double JumpShare(Past past)
    {
        if (Window(Log(past), LastHour(past), 168, 140) is not { } h)
            return double.NaN;
        var pairs = Window(hour => Math.Abs(Log(past)(hour)) * Math.Abs(Log(past)(hour - 1)), LastHour(past), 167, 1) ?? [];
        var bipower = Math.PI / 2 * Over(h.Length, pairs.Length) * pairs.Sum();
        return Squares(h) == 0 ? double.NaN : Math.Max(0, 1 - bipower / Squares(h));
    }
}
