using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>The columns to write, in the order of the catalogue.</summary>
internal sealed class ChosenColumns
{
    /// <param name="names">Null: all.</param>
    public ChosenColumns(IReadOnlyCollection<string>? names)
    {
        Asset = [.. FeatureCatalogue.Asset.Where(feature => names?.Contains(feature.Name) != false)];
        Market = [.. FeatureCatalogue.Market.Where(feature => names?.Contains(feature.Name) != false)];
    }

    public IReadOnlyList<Feature> Asset { get; }

    public IReadOnlyList<Feature> Market { get; }

    /// <summary>Where a block has each of the chosen columns.</summary>
    public static int[] In(IReadOnlyList<Feature> block, IReadOnlyList<Feature> chosen)
    {
        var places = block.Select((feature, at) => (feature.Name, at)).ToDictionary(one => one.Name, one => one.at);
        return [.. chosen.Select(feature => places[feature.Name])];
    }
}
