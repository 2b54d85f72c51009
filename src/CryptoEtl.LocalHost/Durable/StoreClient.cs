using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>What every client of a store can do: look, and wait.</summary>
public abstract class StoreClient : DurableTaskClient
{
    private protected StoreClient(string name) : base(name) { }

    private protected abstract InstanceQueries Queries { get; }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, status => status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, IsOver, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(Queries.Get(instanceId, getInputsAndOutputs));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => Queries.All(filter);

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        Task.FromResult(Queries.Ids(runtimeStatus, completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey));

    /// <summary>Nothing: a store is opened for each look.</summary>
    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The next change that the client can know of; it may come for nothing.</summary>
    private protected abstract Task ChangeAsync(string instanceId, CancellationToken cancellation);

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationRuntimeStatus, bool> until, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        var found = Find(instanceId, getInputsAndOutputs);
        while (!until(found.RuntimeStatus))
        {
            // The signal is asked for before the look, so that no change slips between.
            var change = ChangeAsync(instanceId, cancellation);
            found = Find(instanceId, getInputsAndOutputs);
            if (until(found.RuntimeStatus)) break;
            await change;
            found = Find(instanceId, getInputsAndOutputs);
        }

        return found;
    }

    private OrchestrationMetadata Find(string instanceId, bool getInputsAndOutputs) =>
        Queries.Get(instanceId, getInputsAndOutputs) ?? throw new InvalidOperationException($"There is no orchestration with the id '{instanceId}'.");

    private static bool IsOver(OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
