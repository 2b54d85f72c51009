using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.Durable.Engine;
using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Orchestration;
using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>One orchestrator without an engine: the test decides what arrives in which turn.</summary>
internal sealed class ScriptedExecution
{
    private readonly DurableServices _services;
    private InstanceRow _row;
    private OrchestrationExecution _execution;

    public ScriptedExecution(Func<TaskOrchestrationContext, Task<object?>> main, TimeProvider? time = null, string id = "main", ILoggerFactory? loggers = null)
    {
        var registry = new DurableRegistry().AddOrchestrator("Main", (context, _) => main(context));
        _services = new DurableServices(registry, JsonDataConverter.Default, time ?? new ManualTimeProvider(ManualTimeProvider.Epoch), loggers ?? NullLoggerFactory.Instance);
        _row = new InstanceRow(1, id, "execution", "Main", _services.UtcNow);
        _execution = NewExecution();
    }

    public List<DurableEvent> History { get; } = [];

    public InstanceRow Row => _row;

    public string Notation => Durable.Notation.Write(History);

    public LocalOrchestrationContext Context => _execution.Context;

    /// <returns>Null when the turn was not worth recording.</returns>
    public Turn? Turn(params DurableEvent[] answers)
    {
        var taker = new TurnTaker(_row, _execution, History.Count, _services, () => { });
        var turn = taker.Take([.. answers.Select(answer => new Message(_row.InstanceId, _row.ExecutionId, answer))]);
        _execution = taker.Execution;
        if (turn is null) return null;

        if (turn.FirstSequence == 0) History.Clear();
        History.AddRange(turn.Events);
        _row = turn.Instance;
        return turn;
    }

    /// <summary>Forgets the orchestrator and runs it again over its history, or over another one.</summary>
    public void Replay(IEnumerable<DurableEvent>? history = null)
    {
        _execution = NewExecution();
        _execution.Replay(history ?? History);
    }

    public static DurableEvent Completed(int id, string? result = null) => new(EventKind.TaskCompleted, default, id, null, result);

    public static DurableEvent Failed(int id, string message) => new(
        EventKind.TaskFailed, default, id, null, Failures.Write(Failures.Describe(new InvalidOperationException(message))));

    public static DurableEvent Fired(int id) => new(EventKind.TimerFired, default, id);

    private OrchestrationExecution NewExecution() => new(_row, _services, () => { });
}
