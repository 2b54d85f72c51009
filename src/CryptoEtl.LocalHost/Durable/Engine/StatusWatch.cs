using System.Collections.Concurrent;

namespace CryptoEtl.LocalHost.Durable.Engine;

/// <summary>Wakes those who wait for an instance's status to change.</summary>
internal sealed class StatusWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _watches = new();
    private volatile Exception? _over;

    /// <summary>Completes at the next change. Ask before reading the status, so that no change slips between.</summary>
    public Task NextChange(string instanceId)
    {
        var watch = _watches.GetOrAdd(instanceId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_over is { } reason) watch.TrySetException(reason);
        return watch.Task;
    }

    public void Changed(string instanceId)
    {
        if (_watches.TryRemove(instanceId, out var watch)) watch.TrySetResult();
    }

    /// <summary>Ends all waiting: no change will come any more.</summary>
    public void Fail(Exception reason)
    {
        _over = reason;
        foreach (var instanceId in _watches.Keys)
            if (_watches.TryRemove(instanceId, out var watch)) watch.TrySetException(reason);
    }
}
