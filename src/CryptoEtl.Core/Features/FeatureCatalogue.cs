namespace CryptoEtl.Core.Features;

/// <summary>Every feature there is, in the order of the tables' columns.</summary>
public static class FeatureCatalogue
{
    /// <summary>Those of an asset and day, groups A-E and G-I.</summary>
    public static IReadOnlyList<Feature> Asset { get; } = [];

    /// <summary>Those of a day, group F.</summary>
    public static IReadOnlyList<Feature> Market { get; } = [];

    public static IReadOnlyList<Feature> All { get; } = [.. Asset, .. Market];

    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static Feature Named(string name) => All.FirstOrDefault(feature => feature.Name == name)
        ?? throw new BadInputException($"no feature '{name}'; etl features list shows those there are");
}
