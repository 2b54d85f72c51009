using System.Collections.Immutable;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>Who started a sub-orchestration, and which of its tasks waits for it.</summary>
internal sealed record ParentLink(string InstanceId, string Name, string ExecutionId, int TaskId);

/// <summary>An instance to be created.</summary>
internal sealed record NewInstance(string InstanceId, string Name, string? Input)
{
    public ParentLink? Parent { get; init; }

    public DateTime? StartAt { get; init; }

    public ImmutableDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? Version { get; init; }
}

/// <summary>An instance as it is stored.</summary>
/// <param name="Key">Stands for the instance id in other tables; an id that is used again gets a new key.</param>
/// <param name="ExecutionId">New for each generation; answers to an older one are dropped.</param>
internal sealed record InstanceRow(long Key, string InstanceId, string ExecutionId, string Name, DateTime CreatedAt)
{
    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public DateTime UpdatedAt { get; init; } = CreatedAt;

    public DateTime? StartAt { get; init; }

    public ParentLink? Parent { get; init; }

    public string? Input { get; init; }

    /// <summary>JSON of the result, or the bare message of the failure.</summary>
    public string? Output { get; init; }

    public string? Failure { get; init; }

    public string? CustomStatus { get; init; }

    public ImmutableDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? Version { get; init; }

    public bool IsOver => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}

/// <summary>An answer on its way to an instance.</summary>
/// <param name="ExecutionId">The generation it is for.</param>
/// <param name="InboxId">Set when it is stored, as what comes from other instances is; an activity's result is not, for the activity would run again.</param>
internal sealed record Message(string InstanceId, string ExecutionId, History.DurableEvent Event, long? InboxId = null);
