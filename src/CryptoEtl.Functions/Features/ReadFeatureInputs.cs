using CryptoEtl.Core.Features;
using CryptoEtl.Core.Historical;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
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
        var ids = (await LedgerRows.AllAsync(lake, HistoricalTables.SilverMarket, cancellation, columns: ["asset_id"])).Rows.Texts("asset_id");
        var block = ids.OfType<string>().Distinct().Order(StringComparer.Ordinal).Skip(input.Block * WorkNames.AssetsPerBlock).Take(WorkNames.AssetsPerBlock);
        var assets = await new SilverInputs(lake, config).ReadAsync(block.ToHashSet(), cancellation);
        var work = new FeatureWork(lake.Storage, input.Batch);
        await work.WriteAsync(WorkNames.Whole(input.Block), assets, onlyMarket: false, cancellation);
        await work.WriteAsync(WorkNames.Market(input.Block), assets, onlyMarket: true, cancellation);
        return assets.Count;
    }
}
