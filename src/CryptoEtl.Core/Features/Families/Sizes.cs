using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>How large and how old an asset is, and how its supply grows.</summary>
internal static class Sizes
{
    public static readonly AssetFormula LogMarketCap = Define("log_mcap", "ln M, carried", "1", "4", "ln USD", (window, at) => Math.Log(window.Of(Carried.MarketCap)[at]));

    public static IReadOnlyList<AssetFormula> AgeAndSupply { get; } =
    [
        Define("age_days", "d − first valid bar", "", "all", "days", (window, at) => window.DayAt(at) - window.FirstBarDay),
        Define("supply_growth_30", "ln(S[t]/S[t−30]), S = M/C, M not carried", "exact", "31", "log", (window, at) => Math.Log(Supply(window, at) / Supply(window, at - 30))),
    ];

    private static double Supply(AssetWindow window, int at) => window.Of(Field.MarketCap)[at] / window.Close[at];

    private static AssetFormula Define(string name, string formula, string windowSize, string lookback, string unit, Func<AssetWindow, int, double> of) =>
        AssetFormula.Calendar(new(name, 'E', Calendar, formula, windowSize, lookback, unit, FeatureSource.Market), (window, x) =>
        {
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = of(window, at);
        });
}
