using CryptoEtl.Core.Features;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Features;

/// <summary>Makes the columns of one block of assets and puts them aside, a file per block of days.</summary>
public sealed class MakeAssetColumns(Lake lake, FeatureConfig config)
{
    /// <returns>How many assets the block has.</returns>
    [Function(nameof(MakeAssetColumns))]
    public async Task<int> RunAsync([ActivityTrigger] FeatureBlockRequest input, CancellationToken cancellation)
    {
        var work = new FeatureWork(lake.Storage, input.Batch);
        var assets = await work.ReadHistoriesAsync(WorkNames.Whole(input.Block), cancellation);
        var stages = new FeatureStages(await WorkPanel.ReadAsync(work, config, input.Plan, cancellation));
        var days = 0;
        foreach (var columns in stages.Assets(assets, [.. input.Plan.Days.Select(block => (block.First, block.Days))]))
            await work.WriteAsync(WorkNames.Columns(input.Block, days++), columns, cancellation);
        return assets.Length;
    }
}
