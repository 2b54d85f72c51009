using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>The client of a <see cref="DurableEngine"/> in this process.</summary>
public sealed partial class LocalDurableTaskClient : StoreClient
{
    private readonly DurableEngine _engine;

    internal LocalDurableTaskClient(DurableEngine engine) : base("local") => _engine = engine;

    private protected override InstanceQueries Queries => new(_engine.Reader, _engine.Services.Converter);

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

    /// <remarks>A store that can no longer be written fails the wait.</remarks>
    private protected override Task ChangeAsync(string instanceId, CancellationToken cancellation) =>
        _engine.Watch.NextChange(instanceId).WaitAsync(cancellation);
}
