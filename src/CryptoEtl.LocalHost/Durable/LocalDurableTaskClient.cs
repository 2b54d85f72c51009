using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>The client of a <see cref="DurableEngine"/> in this process.</summary>
public sealed partial class LocalDurableTaskClient : DurableTaskClient
{
    private readonly DurableEngine _engine;

    internal LocalDurableTaskClient(DurableEngine engine) : base("local") => _engine = engine;

    private InstanceQueries Queries => new(_engine.Reader, _engine.Services.Converter);

    /// <exception cref="ArgumentException">No orchestrator has this name, or the id has characters an id cannot have.</exception>
    /// <exception cref="global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">An unfinished instance has this id.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_engine.Services.Registry.TryFindOrchestrator(orchestratorName, out _))
            throw new ArgumentException($"There is no orchestrator named '{orchestratorName}'.", nameof(orchestratorName));

        var instance = InstanceIds.Check(options?.InstanceId ?? Engine.NewIds.Instance());
        await _engine.CreateAsync(
            new NewInstance(instance, orchestratorName, _engine.Services.Converter.Serialize(input))
            {
                StartAt = options?.StartAt?.UtcDateTime,
                Tags = options is null ? [] : [.. options.Tags],
                Version = options?.Version?.Version,
            },
            options?.DedupeStatuses);
        return instance;
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.IsOver, getInputsAndOutputs, cancellation);

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

    /// <summary>Nothing: the engine ends with its host.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRow, bool> until, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        var row = Find(instanceId);
        while (!until(row))
        {
            var change = _engine.Watch.NextChange(instanceId);
            row = Find(instanceId);
            if (until(row)) break;
            await change.WaitAsync(cancellation);
        }

        return Queries.ToMetadata(row, getInputsAndOutputs);
    }

    private InstanceRow Find(string instanceId) =>
        _engine.Reader.Find(instanceId) ?? throw new InvalidOperationException($"There is no orchestration with the id '{instanceId}'.");
}
