namespace CryptoEtl.LocalHost.Durable.History;

/// <summary>Kinds of history event. The numbers are stored: never renumber one.</summary>
/// <remarks>Kinds from <see cref="EventSent"/> on are reserved: no turn of this version writes them.</remarks>
public enum EventKind
{
    OrchestratorStarted = 1,
    OrchestratorCompleted = 2,
    ExecutionStarted = 3,
    ExecutionCompleted = 4,

    TaskScheduled = 10,
    TaskCompleted = 11,
    TaskFailed = 12,

    SubOrchestrationInstanceCreated = 20,
    SubOrchestrationInstanceCompleted = 21,
    SubOrchestrationInstanceFailed = 22,

    TimerCreated = 30,
    TimerFired = 31,

    EventSent = 40,
    EventRaised = 41,
    ExecutionTerminated = 50,
    ExecutionSuspended = 51,
    ExecutionResumed = 52,
    ExecutionRewound = 53,
    GenericEvent = 60,
}
