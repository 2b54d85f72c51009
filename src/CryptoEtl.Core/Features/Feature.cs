namespace CryptoEtl.Core.Features;

/// <summary>Which past a feature looks at.</summary>
public enum FeatureKind
{
    /// <summary>The last days of the calendar, missing ones left out.</summary>
    Calendar,

    /// <summary>The last bars, from the start of their segment on.</summary>
    Bars,

    /// <summary>All members of one day.</summary>
    CrossSection,

    /// <summary>The market as a whole, one value a day.</summary>
    Market,
}

/// <summary>A column of the features: what it means.</summary>
/// <param name="Name">snake_case; a number at the end is the window in days.</param>
/// <param name="Group">Letter of its group, A-I.</param>
/// <param name="Formula">In the symbols of docs/features.md.</param>
/// <param name="Window">Days or bars, and the least number of observations, such as <c>30/20</c>.</param>
/// <param name="Lookback">Days or bars that fix the value; <c>rec</c>: all since the segment began.</param>
/// <param name="Source">Whose lag it has.</param>
/// <param name="Reference">Where the definition comes from; empty: a common one.</param>
public sealed record Feature(
    string Name, char Group, FeatureKind Kind, string Formula, string Window, string Lookback, string Unit, FeatureSource Source, string Reference = "")
{
    /// <summary>One value a day, not one per asset.</summary>
    public bool IsMarket => Kind == FeatureKind.Market;
}
