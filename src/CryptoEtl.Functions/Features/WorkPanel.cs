using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using CryptoEtl.Data.Features;

namespace CryptoEtl.Functions.Features;

/// <summary>Closes and caps of all assets, and the members, as they were put aside.</summary>
internal static class WorkPanel
{
    public static async Task<FeaturePanel> ReadAsync(FeatureWork work, FeatureConfig config, FeaturePlan plan, CancellationToken cancellation)
    {
        var assets = new List<AssetHistory>();
        for (var block = 0; block < plan.AssetBlocks; block++)
            assets.AddRange(await work.ReadHistoriesAsync(WorkNames.Market(block), cancellation));
        return new(config, assets, await work.ReadMembersAsync(WorkNames.Members, assets, cancellation));
    }
}
