namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    Running,
    Completed,
    [Obsolete("Never reported.")]
    ContinuedAsNew,
    Failed,
    [Obsolete("Never reported.")]
    Canceled,
    Terminated,
    Pending,
    Suspended,
}
