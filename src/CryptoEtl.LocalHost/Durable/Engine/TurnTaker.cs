using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Orchestration;
using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Durable.Engine;

/// <summary>Moves one execution on by one turn: what arrived, what the code made of it, how it ended if it did.</summary>
internal sealed class TurnTaker(InstanceRow instance, OrchestrationExecution execution, int recorded, DurableServices services, Action strayed)
{
    private readonly ILogger _log = services.Loggers.CreateLogger<TurnTaker>();
    private readonly List<DurableEvent> _events = [];
    private readonly List<long> _consumed = [];
    private int _first = recorded;

    /// <summary>The execution after the turn: another one when it continued as new.</summary>
    public OrchestrationExecution Execution { get; private set; } = execution;

    /// <returns>Null: nothing happened that is worth a turn.</returns>
    public Turn? Take(IReadOnlyList<Message> mail)
    {
        var now = services.UtcNow;
        Live(new DurableEvent(EventKind.OrchestratorStarted, now));
        if (_first == 0) Live(Started(now));

        var accepted = mail.Count(Accept);
        var ending = End(ref now);
        if (_first > 0 && accepted == 0 && ending is null && Execution.Context.Unrecorded.Count == 0)
            return _consumed.Count == 0 ? null : new Turn(instance, _first, []) { Consumed = _consumed };

        return Record(now, ending);
    }

    private bool Accept(Message message)
    {
        if (message.InboxId is { } id) _consumed.Add(id);
        if (message.ExecutionId == instance.ExecutionId && Execution.Advance(message.Event))
        {
            _events.Add(message.Event);
            return true;
        }

        _log.LogDebug("{Instance}: {Kind} of task {Task} came when nothing waited for it, and is dropped.", instance.InstanceId, message.Event.Kind, message.Event.Id);
        return false;
    }

    /// <summary>How the instance ended. A generation that continues as new is followed by the next one in the same turn.</summary>
    private Ending? End(ref DateTime now)
    {
        while (Execution.TryEnd(out var ending))
        {
            if (ending.Generation is not { } next) return ending;

            now = services.UtcNow;
            instance = instance with
            {
                ExecutionId = NewIds.Execution(),
                Input = services.Converter.Serialize(next.NewInput),
                CustomStatus = null,
                Version = next.NewVersion ?? instance.Version,
            };
            Execution = new OrchestrationExecution(instance, services, strayed);
            _first = 0;
            _events.Clear();
            Live(new DurableEvent(EventKind.OrchestratorStarted, now));
            Live(Started(now));
            Live(new DurableEvent(EventKind.OrchestratorCompleted, now));
        }

        return null;
    }

    private Turn Record(DateTime now, Ending? ending)
    {
        var context = Execution.Context;
        // What a faulty orchestrator asked for last is neither recorded nor done.
        OpenTask[] scheduled = context.Fault is null ? [.. context.Unrecorded.Values] : [];
        context.Unrecorded.Clear();
        _events.AddRange(scheduled.Select(task => task.ToEvent(now)));
        if (ending is not null) _events.Add(ending.ToEvent(now, context.TakeId()));
        _events.Add(new DurableEvent(EventKind.OrchestratorCompleted, now));

        return new Turn(After(now, ending), _first, _events)
        {
            Scheduled = [.. scheduled.Where(task => context.OpenTasks.ContainsKey(task.Id))],
            Consumed = _consumed,
            Answer = Answer(now, ending),
        };
    }

    private InstanceRow After(DateTime now, Ending? ending) => instance with
    {
        Status = ending?.Status ?? OrchestrationRuntimeStatus.Running,
        UpdatedAt = now,
        Output = ending?.Output,
        Failure = ending?.FailureJson,
        CustomStatus = Execution.Context.CustomStatus,
    };

    private Message? Answer(DateTime now, Ending? ending) => ending is not null && instance.Parent is { } parent
        ? new Message(parent.InstanceId, parent.ExecutionId, ending.ToAnswer(now, parent.TaskId, instance.Name))
        : null;

    private DurableEvent Started(DateTime now) => new(EventKind.ExecutionStarted, now, null, instance.Name, instance.Input);

    private void Live(DurableEvent e)
    {
        Execution.Advance(e);
        _events.Add(e);
    }
}
