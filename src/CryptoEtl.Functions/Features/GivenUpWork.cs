using CryptoEtl.Core;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Features;

/// <summary>Deletes what was put aside by runs that cannot go on any more.</summary>
/// <remarks>
/// A run that has ended, however it did, starts anew and puts everything aside again. One that has not ended may be on its way, or be killed and
/// resumed tomorrow: its files stay. A run that the engine does not know is another engine's, or lost its history with it.
/// </remarks>
/// <param name="runs">Knows the runs of this engine.</param>
internal sealed class GivenUpWork(ILakeStorage storage, DurableTaskClient runs)
{
    /// <summary>A run of another engine that has put nothing aside for so long is taken to have been given up.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(7);

    /// <param name="own">The run that asks. It has just put something aside: by that the storage's own clock tells how old the rest is.</param>
    public async Task ClearAsync(BatchId own, CancellationToken cancellation)
    {
        var all = await FeatureWork.AllAsync(storage, cancellation);
        var now = all.Single(one => one.Run.Id == own.Id).Last;
        foreach (var (run, last) in all.Where(one => one.Run.Id != own.Id))
        {
            // One that is started anew at this moment keeps what it puts aside from now on, and puts the rest aside before it reads it.
            if (await IsGivenUpAsync(run, now - last, cancellation))
                await new FeatureWork(storage, run).ClearAsync(last, cancellation);
        }
    }

    private async Task<bool> IsGivenUpAsync(BatchId run, TimeSpan quiet, CancellationToken cancellation) =>
        (await runs.GetInstanceAsync(run.Id, getInputsAndOutputs: false, cancellation))?.IsCompleted ?? quiet > Quiet;
}
