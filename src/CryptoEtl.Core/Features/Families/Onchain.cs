using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Value locked and volume on decentralised exchanges. All inputs are of the period that DefiLlama has told by then.</summary>
internal static class Onchain
{
    private const int Lookback = 100;

    private static readonly Line<AssetWindow> LogTvl = Daily((window, at) => Math.Log(window.Of(Carried.Tvl)[at]));

    private static readonly Line<AssetWindow> LogDexVolume = Daily((window, at) => Logs.OnePlus(window.Of(Field.DexVolume)[at]));

    /// <summary>Volume on decentralised exchanges, on days that also have one elsewhere.</summary>
    private static readonly Line<AssetWindow> DexOfBoth = Daily((window, at) => window.Of(Field.DexVolume)[at] + 0 * window.Volume[at]);

    private static readonly Line<AssetWindow> AllOfBoth = Daily((window, at) => window.Of(Field.DexVolume)[at] + window.Volume[at]);

    private static readonly MomentsOf LogTvlBefore = new(LogTvl, 90, FeatureSource.Onchain, Before: 1);

    private static readonly MomentsOf LogDexBefore = new(LogDexVolume, 30, FeatureSource.Onchain, Before: 1);

    private static readonly Line<AssetWindow> AllSum = new((window, x) => Rolling.Sum(window.Of(AllOfBoth), window.RangeOf(FeatureSource.Onchain), 7, 5, x));

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        Change("tvl_chg_7d", 7), Change("tvl_chg_30d", 30),
        Define("tvl_flow_7d", "ln(TVL[p]/TVL[p−7]) − ln(C[p]/C[p−7])", "exact C", "11", "log", Each((window, at) =>
            Math.Log(window.Of(Carried.Tvl)[at] / window.Of(Carried.Tvl)[at - 7]) - Math.Log(window.Close[at] / window.Close[at - 7]))),
        Define("mcap_tvl", "M[p]/TVL[p], both carried", "1", "4", "ratio", Each((window, at) => window.Of(Carried.MarketCap)[at] / window.Of(Carried.Tvl)[at])),
        Define("tvl_z_90", "ln TVL against the 90 days before: (x − mean)/std", "90/60", "94", "σ", (window, x) => PastScore.Fill(window, LogTvlBefore, 60, x)),
        Define("dex_turnover_7d", "mean(dex_volume, 7 d)/TVL[p]", "7/5", "7", "a day", (window, x) =>
        {
            var (places, tvl) = (window.RangeOf(FeatureSource.Onchain), window.Of(Carried.Tvl));
            Rolling.Mean(window.Of(Field.DexVolume), places, 7, 5, x);
            for (var at = places.First; at < places.End; at++)
                x[at] /= tvl[at];
        }),
        Define("dex_volume_z_30", "ln(1+dex_volume) against the 30 days before: (x − mean)/std", "30/20", "31", "σ", (window, x) => PastScore.Fill(window, LogDexBefore, 20, x)),
        Define("dex_share_7d", "Σdex/(Σdex + ΣV) over the days with both", "7/5", "7", "0–1", (window, x) =>
        {
            var (places, sums) = (window.RangeOf(FeatureSource.Onchain), window.Of(AllSum));
            Rolling.Sum(window.Of(DexOfBoth), places, 7, 5, x);
            for (var at = places.First; at < places.End; at++)
                x[at] = Divide.Safe(x[at], sums[at]);
        }),
        Define("tvl_age_days", "d − newest period ≤ p with a TVL, null if older than 3 d before p", "", "4", "days", Ages.Of(FeatureSource.Onchain, Field.Tvl)),
    ];

    private static AssetFormula Define(string name, string formula, string windowSize, string lookback, string unit, Action<AssetWindow, double[]> fill) =>
        AssetFormula.Calendar(new(name, 'G', Calendar, formula, windowSize, lookback, unit, FeatureSource.Onchain), fill);

    private static AssetFormula Change(string name, int days) => Define(name, $"TVL[p]/TVL[p−{days}] − 1, both carried", "exact", $"{days + 4}", "decimal", Each((window, at) =>
        window.Of(Carried.Tvl)[at] / window.Of(Carried.Tvl)[at - days] - 1));

    private static Action<AssetWindow, double[]> Each(Func<AssetWindow, int, double> of) => (window, x) =>
    {
        var places = window.RangeOf(FeatureSource.Onchain);
        for (var at = places.First; at < places.End; at++)
            x[at] = of(window, at);
    };

    private static Line<AssetWindow> Daily(Func<AssetWindow, int, double> of) => new((window, x) =>
    {
        for (var at = window.Deepest - Lookback + 4; at < window.Range.End; at++)
            x[at] = of(window, at);
    });
}
