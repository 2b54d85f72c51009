using CryptoEtl.Core.Runs;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Runs;

/// <summary>Starts runs. A slot is run once: a second trigger joins the first, and only a run that failed, in whole or in part, starts anew.</summary>
public static class RunStarter
{
    /// <returns>The run's id, and whether an earlier trigger had started it.</returns>
    public static async Task<(string RunId, bool Joined)> StartAsync(
        DurableTaskClient client, RunRequest request, CancellationToken cancellation = default)
    {
        var batch = request.Batch;
        if (await client.GetInstanceAsync(batch.Id, getInputsAndOutputs: true, cancellation) is { } known && !MayStartAnew(known))
            return (batch.Id, Joined: true);

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(RunOrchestrator), request, new StartOrchestrationOptions(batch.Id), cancellation);
            return (batch.Id, Joined: false);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return (batch.Id, Joined: true);
        }
    }

    private static bool MayStartAnew(OrchestrationMetadata run) => run.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => true,
        OrchestrationRuntimeStatus.Completed => run.ReadOutputAs<RunReport>() is { Failures.Count: > 0 },
        _ => false,
    };
}
