using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group F but for the two factors.</summary>
internal static class Market
{
    public static IEnumerable<(string, Func<Snapshot, double>)> All =>
    [
        ("mkt_ret_1d", all => all.MarketReturn(all.Day)),
        ("mkt_vol_30", all => In(all.MarketReturn, all.Day, 30, 20, r => Std(r) * Math.Sqrt(DaysAYear))),
        .. Factors.All,
        ("breadth_sma50", all => ShareOf(all.Across(one => all.Of("px_sma_50", one) is var above && Has(above) ? above > 1e-12 ? 1 : 0 : double.NaN))),
        ("new_high_frac_90", all => ShareOf(all.Across(one => In(one.Close, all.Day, 90, 60, c => one.Close(all.Day) == c.Max() ? 1 : 0)))),
        ("xs_disp_1d", all => all.Across(one => one.Simple(all.Day)) is { } returns ? Std(Winsor(returns)) : double.NaN),
        ("avg_corr_30", AverageCorrelation),
        ("mcap_hhi", all => Shares(all) is { Length: > 0 } shares ? shares.Sum(share => share * share) : double.NaN),
        ("btc_dominance", all => all.Bitcoin is { } bitcoin ? MarketModel.Share(all, bitcoin) : double.NaN),
        ("top10_share", all => Shares(all) is { Length: > 0 } shares ? shares.OrderDescending().Take(10).Sum() : double.NaN),
        ("alt_outperf_90", Outperformance),
        ("universe_n", all => all.Universe.Count),
    ];

    private static double ShareOf(double[]? flags) => flags is null ? double.NaN : Mean(flags);

    private static double[] Shares(Snapshot all) => Known(all.Universe.Select(one => MarketModel.Share(all, one)));

    private static Past[] Largest(Snapshot all, IEnumerable<Past> among) => [.. among.Where(one => Has(one.Cap(all.Day)))
        .OrderByDescending(one => one.Cap(all.Day)).ThenBy(one => one.Asset, StringComparer.Ordinal).Take(all.Config.TopN)];

    private static double AverageCorrelation(Snapshot all)
    {
        var top = Largest(all, all.Universe);
        var pairs = Known(
            from first in Enumerable.Range(0, top.Length)
            from second in Enumerable.Range(first + 1, top.Length - first - 1)
            select Together(top[first], top[second], all.Day));
        return pairs.Length < 3 ? double.NaN : Mean(pairs);
    }

    private static double Together(Past one, Past other, int day) => Both(one.Log, other.Log, day, 30, 20) is { } days
        ? Correlation([.. days.Select(one.Log)], [.. days.Select(other.Log)])
        : double.NaN;

    private static double Outperformance(Snapshot all)
    {
        if (all.Bitcoin is not { } bitcoin || double.IsNaN(all.Of("ret_90d", bitcoin)))
            return double.NaN;
        var others = Known(Largest(all, all.Universe.Where(one => one != bitcoin)).Select(one => all.Of("ret_90d", one)));
        return others.Length < all.Config.MinCrossSection ? double.NaN : others.Count(value => value > all.Of("ret_90d", bitcoin)) / (double)others.Length;
    }
}
