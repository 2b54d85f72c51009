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
        for (var attempt = 2; ; attempt++)
        {
            var known = await client.GetInstanceAsync(request.Batch.Id, getInputsAndOutputs: true, cancellation);
            if (known is null || MayStartAnew(known.RuntimeStatus))
                return await ScheduleAsync(client, request, cancellation);
            if (!IsIncomplete(known))
                return (request.Batch.Id, Joined: true);
            request = request with { Batch = request.Batch.Attempt(attempt) };
        }
    }

    private static async Task<(string RunId, bool Joined)> ScheduleAsync(DurableTaskClient client, RunRequest request, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(RunOrchestrator), request, new StartOrchestrationOptions(request.Batch.Id), cancellation);
            return (request.Batch.Id, Joined: false);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return (request.Batch.Id, Joined: true);
        }
    }

    private static bool MayStartAnew(OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>It kept what it got, but some series failed: what is missing is another run's, under a name of its own.</summary>
    private static bool IsIncomplete(OrchestrationMetadata run) =>
        run.RuntimeStatus == OrchestrationRuntimeStatus.Completed && run.ReadOutputAs<RunReport>() is { Failures.Count: > 0 };
}
