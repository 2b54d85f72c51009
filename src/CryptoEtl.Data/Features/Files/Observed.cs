using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Data.Features.Files;

/// <summary>What the files said of one asset so far.</summary>
internal sealed class ObservedAsset(string assetId, FeatureConfig config)
{
    public AssetHistoryBuilder History { get; } = new(assetId, config);

    /// <summary>The file that is read now has a row of it, the last one in this line; 0: none yet.</summary>
    public long Line { get; set; }

    /// <summary>Day, or hour, of that row.</summary>
    public int Place { get; set; }

    /// <summary>Some price of a day was there.</summary>
    public bool HasPrice { get; set; }
}

/// <summary>What the files said of all assets so far.</summary>
internal sealed class Observed(FeatureConfig config)
{
    /// <summary>Under this name the market's own rows are written.</summary>
    public const string Market = "_MARKET";

    private readonly Dictionary<string, ObservedAsset> assets = new(StringComparer.Ordinal);
    private ObservedAsset? last;

    public FeatureConfig Config { get; } = config;

    public IReadOnlyCollection<ObservedAsset> Assets => assets.Values;

    public ObservedAsset? Find(string assetId) => assets.GetValueOrDefault(assetId);

    /// <summary>The asset that a row is about. Rows of one asset often follow each other.</summary>
    public ObservedAsset Of(FeatureRows rows)
    {
        var name = rows.Name(FileColumns.Asset);
        return last is not null && last.History.AssetId == name ? last : last = Get(rows, name);
    }

    /// <summary>Rows that come next are of another file.</summary>
    public void StartFile()
    {
        foreach (var asset in assets.Values)
            asset.Line = 0;
    }

    private ObservedAsset Get(FeatureRows rows, string name)
    {
        if (assets.TryGetValue(name, out var asset))
            return asset;
        if (name == Market)
            throw rows.Refused(FileColumns.Asset, "the name is kept for the market's own rows");
        if (name.Contains('\uFFFD'))
            throw rows.Refused(FileColumns.Asset, "it is not UTF-8");
        assets.Add(name, asset = new(name, Config));
        return asset;
    }
}
