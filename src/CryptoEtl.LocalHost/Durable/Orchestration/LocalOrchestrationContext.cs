using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>What one execution of an orchestrator sees. Its tasks are in <see cref="OpenTasks"/> until something answers them.</summary>
internal sealed partial class LocalOrchestrationContext(InstanceRow instance, TurnScheduler scheduler, DurableServices services)
    : TaskOrchestrationContext
{
    private const int CustomStatusLimit = 16 * 1024;

    private int _guids;

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; } =
        instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public override string Version => instance.Version ?? "";

    /// <summary>Time of the current turn.</summary>
    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    /// <summary>Scheduled and not ended, by id.</summary>
    public Dictionary<int, OpenTask> OpenTasks { get; } = [];

    /// <summary>Scheduled and not yet in history, by id, which is also the order of scheduling.</summary>
    public SortedDictionary<int, OpenTask> Unrecorded { get; } = [];

    public string? CustomStatus { get; private set; }

    /// <summary>Set once the orchestrator asked for a next generation.</summary>
    public ContinueAsNewOptions? Next { get; private set; }

    /// <summary>A fault of the orchestrator that no code of its own may catch.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The next id of the execution's one counter.</summary>
    public int NextId { get; private set; }

    protected override ILoggerFactory LoggerFactory => services.Loggers;

    public int TakeId() => NextId++;

    public override T? GetInput<T>() where T : default
    {
        RequireTurn();
        return services.Converter.Deserialize<T>(instance.Input);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireTurn();
        var status = services.Converter.Serialize(customStatus);
        if (status?.Length * sizeof(char) > CustomStatusLimit)
            Fault ??= new ArgumentException($"CustomStatus is too large: {status?.Length * sizeof(char)} bytes as UTF-16, at most {CustomStatusLimit} are allowed.");
        else
            CustomStatus = status;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireTurn();
        Next = options;
    }

    public override Guid NewGuid()
    {
        RequireTurn();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        throw NotYet($"Waiting for the event '{eventName}'");

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        throw NotYet($"Sending the event '{eventName}'");

    /// <summary>Ends an open task. False: it ended before, or was cancelled.</summary>
    public bool Complete(DurableEvent answer)
    {
        if (answer.Id is not { } id || !OpenTasks.Remove(id, out var task)) return false;

        task.Alarm?.Dispose();
        if (answer.Kind is EventKind.TaskFailed or EventKind.SubOrchestrationInstanceFailed)
            task.Completion.SetException(new TaskFailedException(task.Name!, id, Failures.Read(answer.Payload)!));
        else
            task.Completion.SetResult(answer.Payload);
        return true;
    }

    /// <summary>Ends the instance at once: an open timer of its own must not keep it waiting for what cannot come.</summary>
    private Exception NotYet(string what) => Fault ??= new NotSupportedException($"{what}: external events are not supported by the local engine yet.");

    private void RequireTurn()
    {
        if (!scheduler.IsOnTurn) throw Strayed();
    }

    /// <summary>The error for code that left the orchestrator's thread.</summary>
    public static InvalidOperationException Strayed() => new(
        "An invalid asynchronous invocation was detected. An orchestrator may only await tasks made by its TaskOrchestrationContext, "
        + "and may not use Task.Run, Task.Delay, ConfigureAwait(false) or I/O.");

    private OpenTask Open(OpenTask task)
    {
        OpenTasks.Add(task.Id, task);
        Unrecorded.Add(task.Id, task);
        return task;
    }
}
