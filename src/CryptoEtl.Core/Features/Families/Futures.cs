using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Funding, open interest and basis of the derivatives market.</summary>
internal static class Futures
{
    private const FeatureSource Venues = FeatureSource.Derivatives;

    /// <summary>Three settlements a day, every day of the year.</summary>
    private const double FundingsAYear = 3 * Returns.DaysAYear;

    private static readonly Line<AssetWindow> InterestChange = new((window, x) =>
    {
        var interest = window.Of(Field.OpenInterest);
        for (var at = window.Deepest - 31; at < window.Range.End; at++)
            x[at] = Math.Log(interest[at] / interest[at - 1]);
    });

    private static readonly MomentsOf FundingBefore = new(AssetWindow.LineOf(Field.FundingRate), 30, Venues, Before: 1);

    private static readonly MomentsOf BasisBefore = new(AssetWindow.LineOf(Field.Basis), 30, Venues, Before: 1);

    public static readonly AssetFormula FundingDay = Define("funding_ann_1d", "funding_rate · 3 · 365", "1", "1", "a year", Each((window, at) => window.Of(Field.FundingRate)[at] * FundingsAYear));

    public static IReadOnlyList<AssetFormula> FundingRates { get; } =
    [
        FundingDay,
        Define("funding_ann_7d", "mean7(funding_rate) · 3 · 365", "7/5", "7", "a year", (window, x) =>
        {
            var places = window.RangeOf(Venues);
            Rolling.Mean(window.Of(Field.FundingRate), places, 7, 5, x);
            for (var at = places.First; at < places.End; at++)
                x[at] *= FundingsAYear;
        }),
        Define("funding_z_30", "funding_rate against the 30 days before: (x − mean)/std", "30/20", "31", "σ", (window, x) => PastScore.Fill(window, FundingBefore, 20, x)),
    ];

    public static IReadOnlyList<AssetFormula> Interest { get; } =
    [
        Define("oi_chg_7d", "OI[p]/OI[p−7] − 1, carried 1 d", "exact", "9", "decimal", Each((window, at) => window.Of(Carried.OpenInterest)[at] / window.Of(Carried.OpenInterest)[at - 7] - 1)),
        Define("oi_mcap", "OI[p]/M[p], both carried", "1", "4", "ratio", Each((window, at) => window.Of(Carried.OpenInterest)[at] / window.Of(Carried.MarketCap)[at])),
        Define("oi_volume", "OI[p]/mean7(V)", "7/5", "7", "days of spot volume", (window, x) =>
        {
            var (places, interest) = (window.RangeOf(Venues), window.Of(Carried.OpenInterest));
            Rolling.Mean(window.Volume, places, 7, 5, x);
            for (var at = places.First; at < places.End; at++)
                x[at] = Divide.Safe(interest[at], x[at]);
        }),
        Define("oi_ret_corr_30", "corr(ln(OI[t]/OI[t−1]), r), OI not carried", "30/20", "31", "−1–1", (window, x) =>
        {
            var places = window.RangeOf(Venues);
            window.Pair.Take(window.Of(InterestChange), window.Of(Returns.Log), window.Length, places, 30);
            for (var at = places.First; at < places.End; at++)
                x[at] = window.Pair.Correlation(at, 20);
        }),
        Define("basis_1d", "value at p", "1", "1", "decimal", Each((window, at) => window.Of(Field.Basis)[at])),
        Define("basis_z_30", "basis against the 30 days before: (x − mean)/std", "30/20", "31", "σ", (window, x) => PastScore.Fill(window, BasisBefore, 20, x)),
        Define("deriv_age_days", "d − newest period ≤ p with any derivatives value, null beyond 1 d", "", "2", "days", Ages.Of(Venues, Field.OpenInterest, Field.FundingRate, Field.Basis)),
    ];

    private static AssetFormula Define(string name, string formula, string windowSize, string lookback, string unit, Action<AssetWindow, double[]> fill) =>
        AssetFormula.Calendar(new(name, 'I', Calendar, formula, windowSize, lookback, unit, Venues), fill);

    private static Action<AssetWindow, double[]> Each(Func<AssetWindow, int, double> of) => (window, x) =>
    {
        var places = window.RangeOf(Venues);
        for (var at = places.First; at < places.End; at++)
            x[at] = of(window, at);
    };
}
