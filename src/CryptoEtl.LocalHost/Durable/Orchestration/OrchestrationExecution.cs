using System.Diagnostics.CodeAnalysis;
using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Storage;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>One generation of an orchestrator in memory: its code, suspended at what it awaits, and the events that move it on.</summary>
internal sealed class OrchestrationExecution
{
    private readonly InstanceRow _instance;
    private readonly DurableServices _services;
    private readonly Action _strayed;
    private readonly TurnScheduler _scheduler;
    private Task<object?>? _code;

    public OrchestrationExecution(InstanceRow instance, DurableServices services, Action strayed)
    {
        (_instance, _services, _strayed) = (instance, services, strayed);
        _scheduler = new TurnScheduler(strayed);
        Context = new LocalOrchestrationContext(instance, _scheduler, services);
    }

    public LocalOrchestrationContext Context { get; }

    /// <summary>Re-runs the past. Answers it had are answered again, effects it had are not repeated.</summary>
    public void Replay(IEnumerable<DurableEvent> past) => _scheduler.Run(() =>
    {
        Context.Replaying = true;
        foreach (var e in past) Apply(e);
        Context.Replaying = false;
    });

    /// <summary>Lives through something new. False: an answer to what is no longer open, to be dropped.</summary>
    public bool Advance(DurableEvent e)
    {
        var accepted = false;
        _scheduler.Run(() => accepted = Apply(e));
        return accepted;
    }

    /// <summary>Marks the orchestrator as having left its thread.</summary>
    public void Stray() => Context.Fault ??= LocalOrchestrationContext.Strayed();

    /// <summary>How the execution ended, if it did: by a fault at once, by its code once nothing it scheduled is open.</summary>
    public bool TryEnd([NotNullWhen(true)] out Ending? ending)
    {
        ending = Context.Fault is { } fault ? Ending.Failed(fault)
            : _code is { IsCompleted: true } && Context.OpenTasks.Count == 0 ? EndOf(_code)
            : null;
        return ending is not null;
    }

    private Ending EndOf(Task<object?> code)
    {
        if (!code.IsCompletedSuccessfully) return Ending.Failed(code.Exception?.InnerException ?? new TaskCanceledException(code));
        if (Context.Next is { } next) return Ending.Next(next);

        try
        {
            return Ending.Completed(_services.Converter.Serialize(code.Result));
        }
        catch (Exception unserializable)
        {
            return Ending.Failed(unserializable);
        }
    }

    private bool Apply(DurableEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.OrchestratorStarted:
                Context.Now = e.Timestamp;
                return true;
            case EventKind.ExecutionStarted:
                Start();
                return true;
            case EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.SubOrchestrationInstanceCreated:
                Recognise(e);
                return true;
            case EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired
                or EventKind.SubOrchestrationInstanceCompleted or EventKind.SubOrchestrationInstanceFailed:
                return Context.Complete(e);
            default:
                return true;
        }
    }

    private void Start()
    {
        if (!_services.Registry.TryFindOrchestrator(_instance.Name, out var orchestrator))
        {
            Context.Fault = new InvalidOperationException($"There is no orchestrator named '{_instance.Name}'.");
            return;
        }

        var started = Task.Factory.StartNew(
            () => orchestrator(Context, _instance.Input), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        _code = started.Unwrap();
        _code.ContinueWith(
            _ => { if (!_scheduler.IsOnTurn) _strayed(); },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Checks that the code did again what history says it did.</summary>
    private void Recognise(DurableEvent past)
    {
        if (Context.Unrecorded.Remove(past.Id!.Value, out var task) && IsSame(task, past))
            task.Payload = past.Payload;
        else
            Context.Fault ??= new NonDeterministicOrchestrationException(past, task);
    }

    private static bool IsSame(OpenTask task, DurableEvent past) =>
        task.Kind == past.Kind && string.Equals(task.Name, past.Name, StringComparison.OrdinalIgnoreCase);
}
