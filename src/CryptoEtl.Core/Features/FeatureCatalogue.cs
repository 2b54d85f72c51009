using CryptoEtl.Core.Features.Families;
using CryptoEtl.Core.Features.Market;

namespace CryptoEtl.Core.Features;

/// <summary>Every feature there is, in the order of the tables' columns.</summary>
public static class FeatureCatalogue
{
    /// <summary>Of either kind: <see cref="AssetFormula"/> or <see cref="SectionFormula"/>.</summary>
    internal static IReadOnlyList<object> AssetFormulas { get; } =
    [
        .. Returns.All, .. CtaSignals.All, .. Averages.All, .. Oscillators.All, .. Directional.All, .. Channels.All, .. Volatility.Trend,
        .. Volatility.All, .. RangeVolatility.All, Directional.Natr, Volatility.Bollinger, .. Hourly.All,
        .. Drawdowns.All, .. Tails.All,
        .. Liquidity.All, .. Spreads.All, .. BarVolume.All, Liquidity.ReturnVolume,
        Sizes.LogMarketCap, .. CrossSections.Sizes, .. Sizes.AgeAndSupply, .. MarketModel.All, .. CrossSections.Ranks,
        .. Onchain.All,
        .. Social.Scores, CrossSections.AltRankShare, .. Social.Moods, .. CrossSections.Attention, Social.Age,
        .. Futures.FundingRates, CrossSections.Funding, .. Futures.Interest,
    ];

    internal static IReadOnlyList<MarketFormula> MarketFormulas => MarketLevel.All;

    /// <summary>Those of an asset and day, groups A-E and G-I.</summary>
    public static IReadOnlyList<Feature> Asset { get; } = [.. AssetFormulas.Select(FeatureOf)];

    /// <summary>Those of a day, group F.</summary>
    public static IReadOnlyList<Feature> Market { get; } = [.. MarketFormulas.Select(formula => formula.Feature)];

    public static IReadOnlyList<Feature> All { get; } = [.. Asset, .. Market];

    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static Feature Named(string name) => All.FirstOrDefault(feature => feature.Name == name)
        ?? throw new BadInputException($"no feature '{name}'; etl features list shows those there are");

    internal static Feature FeatureOf(object formula) => formula is AssetFormula own ? own.Feature : ((SectionFormula)formula).Feature;
}
