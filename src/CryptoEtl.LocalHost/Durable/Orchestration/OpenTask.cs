using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Storage;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>Something an orchestrator scheduled that has not ended: an activity, a timer or a sub-orchestration.</summary>
/// <param name="kind">The event that records it.</param>
/// <param name="payload">Input of an activity, fire time of a timer, instance id of a child.</param>
internal sealed class OpenTask(int id, EventKind kind, string? name, string? payload)
{
    public int Id { get; } = id;

    public EventKind Kind { get; } = kind;

    public string? Name { get; } = name;

    public string? Payload { get; set; } = payload;

    /// <summary>Set for timers.</summary>
    public DateTime FireAt { get; init; }

    /// <summary>Set for sub-orchestrations.</summary>
    public NewInstance? Child { get; init; }

    /// <summary>The armed clock of a timer.</summary>
    public IDisposable? Alarm { get; set; }

    /// <summary>Completed on the orchestrator's thread only, so what awaits it runs there.</summary>
    public TaskCompletionSource<string?> Completion { get; } = new();

    public DurableEvent ToEvent(DateTime timestamp) => new(Kind, timestamp, Id, Name, Payload);
}
