using CryptoEtl.Core.Features;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Features;

/// <summary>Reads silver of one block of assets and puts it aside: whole, and what other assets look at.</summary>
public sealed class ReadFeatureInputs(Lake lake, FeatureConfig config)
{
    /// <returns>How many assets the block has.</returns>
    [Function(nameof(ReadFeatureInputs))]
    public async Task<int> RunAsync([ActivityTrigger] FeatureBlockRequest input, CancellationToken cancellation)
    {
        input.Plan.Require(config);
        var work = new FeatureWork(lake.Storage, input.Batch);
        var block = (await work.ReadIdsAsync(WorkNames.Assets, cancellation)).Skip(input.Block * WorkNames.AssetsPerBlock).Take(WorkNames.AssetsPerBlock);
        var assets = await new SilverInputs(lake, config).ReadAsync(block.ToHashSet(), cancellation);
        await work.WriteAsync(WorkNames.Whole(input.Block), assets, onlyMarket: false, cancellation);
        await work.WriteAsync(WorkNames.Market(input.Block), assets, onlyMarket: true, cancellation);
        return assets.Count;
    }
}
