using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Features;

/// <summary>Everything that features are made of.</summary>
public sealed class FeaturePanel
{
    /// <param name="assets">Sorted by id, ordinal, each id once.</param>
    /// <param name="members">By position in <paramref name="assets"/>.</param>
    /// <exception cref="ArgumentException">The assets are not sorted.</exception>
    public FeaturePanel(FeatureConfig config, IReadOnlyList<AssetHistory> assets, Membership members)
    {
        for (var at = 1; at < assets.Count; at++)
        {
            if (string.CompareOrdinal(assets[at - 1].AssetId, assets[at].AssetId) >= 0)
                throw new ArgumentException($"{assets[at].AssetId} does not follow {assets[at - 1].AssetId}", nameof(assets));
        }

        (Config, Assets, Members) = (config.Checked(), assets, members);
        Bitcoin = assets.Select((asset, at) => (asset, at)).FirstOrDefault(one => one.asset.AssetId == config.BtcAssetId, (null!, -1)).Item2;
    }

    public FeatureConfig Config { get; }

    public IReadOnlyList<AssetHistory> Assets { get; }

    public Membership Members { get; }

    /// <summary>Position of bitcoin; -1: it is not there.</summary>
    public int Bitcoin { get; }

    /// <summary>Day numbers of the first and last observation of all assets; null: there is none.</summary>
    public (int First, int Last)? Span => Assets.Count == 0 ? null : (Assets.Min(asset => asset.FirstDay), Assets.Max(asset => asset.LastDay));
}
