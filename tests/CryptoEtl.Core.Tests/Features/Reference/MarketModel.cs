using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group E.</summary>
internal static class MarketModel
{
    private static readonly string[] Ranked = ["ret_7d", "ret_21d", "mom_90_7", "vol_30d", "amihud_30"];

    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("log_mcap", (_, past) => Math.Log(past.Cap(past.Day))),
        ("size_rank", (all, past) => all.Rank(Cap, past)),
        ("mcap_share", Share),
        ("age_days", (_, past) => past.Day - past.FirstBar),
        ("supply_growth_30", (_, past) => Math.Log(Supply(past, past.Day) / Supply(past, past.Day - 30))),
        ("beta_mkt_90", (all, past) => Model(past, all.MarketReturn)?.Line.Slope ?? double.NaN),
        ("beta_btc_90", (all, past) => all.Bitcoin is { } bitcoin ? Model(past, bitcoin.Simple)?.Line.Slope ?? double.NaN : double.NaN),
        ("beta_down_90", DownBeta),
        ("idio_vol_90", (all, past) => Model(past, all.MarketReturn)?.Line.Error * Math.Sqrt(DaysAYear) ?? double.NaN),
        ("resid_mom_30", ResidualMomentum),
        .. Ranked.Select(name => ($"{name}_xs_rank", (Func<Snapshot, Past, double>)((all, past) => all.Rank(one => all.Of(name, one), past)))),
        ("ret_21d_xs_z", CrossZ),
    ];

    private static double Cap(Past past) => past.Cap(past.Day);

    /// <summary>Share of the universe's cap; null for those outside it.</summary>
    public static double Share(Snapshot all, Past past) => all.Universe.Contains(past) && all.Across(Cap) is { } caps ? Cap(past) / caps.Sum() : double.NaN;

    private static double Supply(Past past, int day) => past.Raw(Field.MarketCap, day) / past.Close(day);

    /// <summary>Returns against those of something else, 90 days, and the days with both.</summary>
    private static (int[] Days, Line Line)? Model(Past past, Func<int, double> other) =>
        Both(past.Simple, other, past.Day, 90, 60) is { } days && LineOn(days, past, other) is { } line ? (days, line) : null;

    private static Line? LineOn(int[] days, Past past, Func<int, double> other) => Line.Through([.. days.Select(other)], [.. days.Select(past.Simple)]);

    private static double DownBeta(Snapshot all, Past past)
    {
        if (Both(past.Simple, all.MarketReturn, past.Day, 90, 60) is not { } days)
            return double.NaN;
        var mean = Mean([.. days.Select(all.MarketReturn)]);
        int[] down = [.. days.Where(day => all.MarketReturn(day) < mean)];
        return down.Length < 20 ? double.NaN : LineOn(down, past, all.MarketReturn)?.Slope ?? double.NaN;
    }

    private static double ResidualMomentum(Snapshot all, Past past)
    {
        if (Model(past, all.MarketReturn) is not var (days, line))
            return double.NaN;
        double[] residuals = [.. days.Where(day => day >= past.Day - 30 && day < past.Day).Select(day => line.Residual(all.MarketReturn(day), past.Simple(day)))];
        return residuals.Length < 20 ? double.NaN : Over(residuals.Sum(), line.Error * Math.Sqrt(residuals.Length));
    }

    private static double CrossZ(Snapshot all, Past past)
    {
        double Return(Past one) => all.Of("ret_21d", one);
        if (!all.Universe.Contains(past) || double.IsNaN(Return(past)) || all.Across(Return) is not { } returns)
            return double.NaN;
        var clipped = Winsor(returns);
        return Over(clipped[Array.IndexOf(returns, Return(past))] - Mean(clipped), Std(clipped));
    }
}
