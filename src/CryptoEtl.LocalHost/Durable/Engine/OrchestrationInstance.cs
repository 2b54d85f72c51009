using System.Collections.Concurrent;
using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Orchestration;
using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable.Engine;

/// <summary>An unfinished instance in memory: its mail, and its code waiting between turns. Takes one turn at a time.</summary>
internal sealed class OrchestrationInstance(InstanceRow row, bool resumed, EngineParts parts)
{
    private static readonly DurableEvent Stray = new(EventKind.GenericEvent, default);

    private readonly ConcurrentQueue<Message> _mail = new();
    private OrchestrationExecution? _execution;
    private int _recorded;
    private bool _mustRestart = resumed;
    private int _awake;

    public InstanceRow Row { get; private set; } = row;

    public void Post(Message message)
    {
        _mail.Enqueue(message);
        Wake();
    }

    /// <summary>Asks for a turn, unless one is coming anyway.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0) parts.QueueTurn(this);
    }

    /// <summary>Takes turns until no mail is left.</summary>
    public async Task TakeTurnsAsync()
    {
        do await TakeTurnAsync();
        while (!TrySleep());
    }

    private async Task TakeTurnAsync()
    {
        var execution = _execution ??= Load();
        var taker = new TurnTaker(Row, execution, _recorded, parts.Services, Strayed);
        var turn = taker.Take(TakeMail(execution));
        _execution = taker.Execution;
        if (turn is not null) await CommitAsync(turn);
        if (_mustRestart) Restart();
        if (parts.ReplayEveryTurn) _execution = null;
    }

    private OrchestrationExecution Load()
    {
        var execution = new OrchestrationExecution(Row, parts.Services, Strayed);
        var past = Row.Status == OrchestrationRuntimeStatus.Pending ? [] : parts.Reader.History(Row.Key);
        execution.Replay(past);
        _recorded = past.Count;
        return execution;
    }

    private List<Message> TakeMail(OrchestrationExecution execution)
    {
        // Stored messages of an earlier process come first. One that is also delivered from memory is an answer given twice, and dropped.
        List<Message> mail = _mustRestart ? parts.Reader.Inbox(Row.InstanceId) : [];
        while (_mail.TryDequeue(out var message))
        {
            if (ReferenceEquals(message.Event, Stray)) execution.Stray();
            else mail.Add(message);
        }

        return mail;
    }

    private async Task CommitAsync(Turn turn)
    {
        var committed = await parts.Commits.CommitAsync(turn.Write);
        var before = Row;
        Row = turn.Instance;
        _recorded = turn.FirstSequence + turn.Events.Count;

        if (Row.Status != before.Status) parts.StatusChanged(this);
        foreach (var child in committed.Children) parts.Begin(child);
        foreach (var message in committed.Messages) parts.Deliver(message);
        if (!_mustRestart) foreach (var task in turn.Scheduled) Begin(task);
    }

    /// <summary>Takes up what an earlier process had begun: its activities run again, its timers are set again.</summary>
    private void Restart()
    {
        _mustRestart = false;
        if (Row.IsOver) return;
        foreach (var task in _execution!.Context.OpenTasks.Values.ToList()) Begin(task);
    }

    private void Begin(OpenTask task)
    {
        var execution = Row.ExecutionId;
        switch (task.Kind)
        {
            case EventKind.TaskScheduled:
                var call = new ActivityCall(task.Name!, Row.InstanceId, task.Id, task.Payload);
                parts.Activities.Enqueue(call, result => Post(new Message(Row.InstanceId, execution, result)));
                break;
            case EventKind.TimerCreated:
                task.Alarm = parts.Clock.Set(task.FireAt, () => Post(new Message(Row.InstanceId, execution, Fired(task))));
                break;
        }
    }

    private DurableEvent Fired(OpenTask timer) => new(EventKind.TimerFired, parts.Services.UtcNow, timer.Id);

    private void Strayed() => Post(new Message(Row.InstanceId, Row.ExecutionId, Stray));

    private bool TrySleep()
    {
        Interlocked.Exchange(ref _awake, 0);
        // Who posted while it was awake did not queue a turn, so such mail is looked after here.
        return Row.IsOver || _mail.IsEmpty || Interlocked.Exchange(ref _awake, 1) != 0;
    }
}
