using CryptoEtl.LocalHost.Durable.Storage;

namespace CryptoEtl.LocalHost.Durable.Engine;

/// <summary>What an instance in memory needs of the engine that holds it.</summary>
internal sealed record EngineParts(
    DurableServices Services,
    DurableReader Reader,
    CommitQueue Commits,
    ActivityPool Activities,
    Timers.AlarmClock Clock,
    bool ReplayEveryTurn)
{
    /// <summary>Gives an instance its turn when one is free.</summary>
    public required Action<OrchestrationInstance> QueueTurn { get; init; }

    /// <summary>Takes up an instance that has just been created.</summary>
    public required Action<InstanceRow> Begin { get; init; }

    /// <summary>Hands a message to its instance, if that is in memory.</summary>
    public required Action<Message> Deliver { get; init; }

    /// <summary>Called once the new status is durable.</summary>
    public required Action<OrchestrationInstance> StatusChanged { get; init; }
}
