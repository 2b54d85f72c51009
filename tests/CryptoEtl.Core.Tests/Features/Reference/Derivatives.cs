using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group I, all at the anchor of derivatives data.</summary>
internal static class Derivatives
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("funding_ann_1d", At((past, p) => Funding(past, p) * 3 * DaysAYear)),
        ("funding_ann_7d", At((past, p) => In(day => Funding(past, day), p, 7, 5, Mean) * 3 * DaysAYear)),
        ("funding_z_30", At((past, p) => ZPrevious(day => Funding(past, day), p, 30, 20))),
        ("funding_xs_rank", (all, past) => all.Rank(one => all.Of("funding_ann_1d", one), past)),
        ("oi_chg_7d", At((past, p) => Interest(past, p) / Interest(past, p - 7) - 1)),
        ("oi_mcap", At((past, p) => Interest(past, p) / past.Cap(p))),
        ("oi_volume", At((past, p) => Over(Interest(past, p), In(past.Volume, p, 7, 5, Mean)))),
        ("oi_ret_corr_30", At(InterestAndReturn)),
        ("basis_1d", At((past, p) => past.Raw(Field.Basis, p))),
        ("basis_z_30", At((past, p) => ZPrevious(day => past.Raw(Field.Basis, day), p, 30, 20))),
        ("deriv_age_days", At((past, p) => Ages.Of(past, p, past.Config.OpenInterestStaleDays, Field.OpenInterest, Field.FundingRate, Field.Basis))),
    ];

    private static Func<Snapshot, Past, double> At(Func<Past, int, double> value) => (_, past) => value(past, past.DerivativesDay);

    private static double Funding(Past past, int day) => past.Raw(Field.FundingRate, day);

    private static double Interest(Past past, int day) => past.Carried(Field.OpenInterest, day);

    private static double InterestAndReturn(Past past, int p)
    {
        double Change(int day) => Math.Log(past.Raw(Field.OpenInterest, day) / past.Raw(Field.OpenInterest, day - 1));
        return Both(Change, past.Log, p, 30, 20) is { } days
            ? Correlation([.. days.Select(Change)], [.. days.Select(past.Log)])
            : double.NaN;
    }
}
