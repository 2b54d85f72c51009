using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>Reads a store that another process may be writing.</summary>
internal sealed class ReadOnlyDurableTaskClient(InstanceQueries queries, TimeProvider time) : DurableTaskClient("read-only")
{
    /// <summary>Another process gives no signal, so waiting is looking again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        throw ReadOnly();

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        throw ReadOnly();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw ReadOnly();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw ReadOnly();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, found => found.IsCompleted, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(queries.Get(instanceId, getInputsAndOutputs));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => queries.All(filter);

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        Task.FromResult(queries.Ids(runtimeStatus, completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationMetadata, bool> until, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        while (true)
        {
            var found = queries.Get(instanceId, getInputsAndOutputs)
                ?? throw new InvalidOperationException($"There is no orchestration with the id '{instanceId}'.");
            if (until(found)) return found;
            await Task.Delay(LookAgain, time, cancellation);
        }
    }

    private static NotSupportedException ReadOnly() => new("This client only reads: the engine is not running in this process.");
}
