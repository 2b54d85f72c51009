using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Live;

/// <summary>Input of <see cref="ComputeLiveFeatures"/>.</summary>
public sealed record LiveFeatureRequest(BatchId Batch, DateTimeOffset ObservedAt);

/// <summary>Computes the features of a committed snapshot.</summary>
public sealed class ComputeLiveFeatures(Lake lake)
{
    [Function(nameof(ComputeLiveFeatures))]
    public async Task<IReadOnlyList<TablePart>> RunAsync([ActivityTrigger] LiveFeatureRequest input, CancellationToken cancellation)
    {
        var snapshot = await lake.Table(LiveTables.Silver).ReadAsync(input.Batch, cancellation);
        var features = LiveFeatures.Of(snapshot, new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null));
        return
        [
            await lake.StageAsync(input.Batch, "assets", features.Assets, cancellation),
            await lake.StageAsync(input.Batch, "market", features.Market, cancellation),
        ];
    }
}
