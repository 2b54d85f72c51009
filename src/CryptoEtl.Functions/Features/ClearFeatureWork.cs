using CryptoEtl.Core;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Features;

/// <summary>Deletes what a run put aside.</summary>
public sealed class ClearFeatureWork(Lake lake)
{
    [Function(nameof(ClearFeatureWork))]
    public async Task<bool> RunAsync([ActivityTrigger] BatchId input, CancellationToken cancellation)
    {
        await new FeatureWork(lake.Storage, input).ClearAsync(cancellation: cancellation);
        return true;
    }
}
