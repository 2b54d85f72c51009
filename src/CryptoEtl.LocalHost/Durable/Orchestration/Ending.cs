using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>How one generation of an orchestrator ended.</summary>
/// <param name="Output">JSON of the result, or the bare message of the failure.</param>
/// <param name="Generation">Set when it asked to be continued as new.</param>
internal sealed record Ending(OrchestrationRuntimeStatus Status, string? Output, TaskFailureDetails? Failure, ContinueAsNewOptions? Generation)
{
    public static Ending Completed(string? output) => new(OrchestrationRuntimeStatus.Completed, output, null, null);

    public static Ending Failed(Exception exception) =>
        new(OrchestrationRuntimeStatus.Failed, exception.Message, Failures.Describe(exception), null);

    public static Ending Next(ContinueAsNewOptions generation) => new(OrchestrationRuntimeStatus.Running, null, null, generation);

    public string? FailureJson => Failure is null ? null : Failures.Write(Failure);

    public DurableEvent ToEvent(DateTime timestamp, int id) =>
        new(EventKind.ExecutionCompleted, timestamp, id, $"{Status}", FailureJson ?? Output);

    /// <summary>What the parent of the instance is told.</summary>
    public DurableEvent ToAnswer(DateTime timestamp, int parentTaskId, string name) => Failure is null
        ? new(EventKind.SubOrchestrationInstanceCompleted, timestamp, parentTaskId, name, Output)
        : new(EventKind.SubOrchestrationInstanceFailed, timestamp, parentTaskId, name, FailureJson);
}
