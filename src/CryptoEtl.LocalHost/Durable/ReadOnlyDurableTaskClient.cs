using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>Reads a store that another process may be writing.</summary>
internal sealed class ReadOnlyDurableTaskClient(InstanceQueries queries, TimeProvider time) : StoreClient("read-only")
{
    /// <summary>Another process gives no signal, so waiting is looking again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private protected override InstanceQueries Queries => queries;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        throw ReadOnly();

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        throw ReadOnly();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw ReadOnly();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw ReadOnly();

    private protected override Task ChangeAsync(string instanceId, CancellationToken cancellation) => Task.Delay(LookAgain, time, cancellation);

    private static NotSupportedException ReadOnly() => new("This client only reads: the engine is not running in this process.");
}
