using CryptoEtl.LocalHost.Durable.Engine;
using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Storage;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Durable;

public sealed partial class DurableEngine
{
    /// <summary>The history of an instance's current generation, oldest event first. Null when there is no such instance.</summary>
    public IReadOnlyList<DurableEvent>? ReadHistory(string instanceId) => DurableStore.ReadHistory(Reader, instanceId);

    /// <summary>Creates an instance and returns once that is durable.</summary>
    /// <param name="refusedStatuses">States of an instance of this id that refuse the start. Null: the unfinished ones.</param>
    /// <exception cref="OrchestrationAlreadyExistsException">There is an instance of this id in such a state.</exception>
    internal async Task CreateAsync(NewInstance instance, IReadOnlyList<string>? refusedStatuses)
    {
        var row = await Commits.CommitAsync(session => Create(session, instance, refusedStatuses));
        Begin(row);
    }

    private InstanceRow Create(StoreSession session, NewInstance instance, IReadOnlyList<string>? refusedStatuses)
    {
        if (session.Find(instance.InstanceId) is { } existing)
        {
            if (refusedStatuses?.Contains($"{existing.Status}", StringComparer.OrdinalIgnoreCase) ?? !existing.IsOver)
                throw new OrchestrationAlreadyExistsException($"An orchestration with the id '{existing.InstanceId}' is {existing.Status}.");
            if (!existing.IsOver)
                throw new NotSupportedException($"Replacing '{existing.InstanceId}', which is {existing.Status}, is not supported by the local engine yet.");
            session.Delete(existing.Key);
        }

        return session.Insert(instance, NewIds.Execution(), _services.UtcNow);
    }

    private void Resume()
    {
        var unfinished = Reader.Unfinished();
        if (unfinished.Count > 0) _log.LogInformation("Going on with {Count} unfinished orchestrations.", unfinished.Count);
        // All are known before the first takes its turn, so that answers between them arrive.
        foreach (var row in unfinished) _live[row.InstanceId] = new OrchestrationInstance(row, resumed: true, Parts);
        foreach (var row in unfinished) WakeInTime(_live[row.InstanceId]);
    }

    private void Begin(InstanceRow row)
    {
        var instance = new OrchestrationInstance(row, resumed: false, Parts);
        _live[row.InstanceId] = instance;
        WakeInTime(instance);
    }

    private void WakeInTime(OrchestrationInstance instance)
    {
        if (instance.Row is { Status: OrchestrationRuntimeStatus.Pending, StartAt: { } start } && start > _services.UtcNow)
            Parts.Clock.Set(start, instance.Wake);
        else
            instance.Wake();
    }

    private void Deliver(Message message)
    {
        if (_live.TryGetValue(message.InstanceId, out var instance)) instance.Post(message);
    }

    private void StatusChanged(OrchestrationInstance instance)
    {
        var row = instance.Row;
        if (row.IsOver) _live.TryRemove(KeyValuePair.Create(row.InstanceId, instance));
        _watch.Changed(row.InstanceId);
    }

    private async Task TakeTurnsAsync()
    {
        await foreach (var instance in _turns.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await instance.TakeTurnsAsync();
            }
            catch (Exception failure)
            {
                // Memory is ahead of the store now: only a replay from the store is safe, so nothing more is done here.
                Fail(failure);
                return;
            }
        }
    }

    private void Fail(Exception failure)
    {
        if (_stopping.IsCancellationRequested) return;

        _log.LogCritical(failure, "The store of orchestrations cannot be written. The engine stops; start it again to go on from the last durable turn.");
        _stopping.Cancel();
        _turns.Writer.TryComplete();
        _watch.Fail(failure);
        Faulted?.Invoke(failure);
    }
}
