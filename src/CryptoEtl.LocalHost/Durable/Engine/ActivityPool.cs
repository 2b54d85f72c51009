using System.Threading.Channels;
using CryptoEtl.LocalHost.Durable.History;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Durable.Engine;

/// <summary>Runs activities, so many at once and no more.</summary>
internal sealed class ActivityPool
{
    private readonly Channel<(ActivityCall Call, Action<DurableEvent> Done)> _waiting = Channel.CreateUnbounded<(ActivityCall, Action<DurableEvent>)>();
    private readonly DurableServices _services;
    private readonly ILogger _log;
    private readonly CancellationToken _stopping;
    private readonly Task _workers;

    public ActivityPool(DurableServices services, int concurrency, CancellationToken stopping)
    {
        (_services, _stopping) = (services, stopping);
        _log = services.Loggers.CreateLogger<ActivityPool>();
        _workers = Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
    }

    /// <summary>Completes when the running activities have ended after a stop.</summary>
    public Task Workers => _workers;

    /// <param name="done">Told of the result. Not called when the engine stops first: the activity then runs again at the next start.</param>
    public void Enqueue(ActivityCall call, Action<DurableEvent> done) => _waiting.Writer.TryWrite((call, done));

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                var (call, done) = await _waiting.Reader.ReadAsync(_stopping);
                if (await RunAsync(call) is { } result) done(result);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What waits or was cut short is in history as scheduled, and runs at the next start.
        }
    }

    private async Task<DurableEvent?> RunAsync(ActivityCall call)
    {
        _stopping.ThrowIfCancellationRequested();
        try
        {
            if (!_services.Registry.TryFindActivity(call.Name, out var activity))
                throw new InvalidOperationException($"There is no activity named '{call.Name}'.");

            var result = await activity(call, _stopping);
            return new DurableEvent(EventKind.TaskCompleted, _services.UtcNow, call.TaskId, call.Name, result);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            _log.LogWarning(failure, "{Activity} of {Instance} failed.", call.Name, call.InstanceId);
            return new DurableEvent(EventKind.TaskFailed, _services.UtcNow, call.TaskId, call.Name, Failures.Write(Failures.Describe(failure)));
        }
    }
}
