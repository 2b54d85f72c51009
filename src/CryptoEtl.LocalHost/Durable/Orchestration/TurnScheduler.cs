namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>Runs everything an orchestrator awaits at once, on the thread of its turn.</summary>
/// <param name="strayed">Called when something tries to resume the orchestrator on another thread: it awaited what is not durable.</param>
internal sealed class TurnScheduler(Action strayed) : TaskScheduler
{
    private int _thread;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether the caller is on the thread of the current turn.</summary>
    public bool IsOnTurn => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    /// <summary>Makes the caller's thread the orchestrator's while <paramref name="action"/> runs.</summary>
    public void Run(Action action)
    {
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            action();
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (IsOnTurn) TryExecuteTask(task);
        else strayed();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => IsOnTurn && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
