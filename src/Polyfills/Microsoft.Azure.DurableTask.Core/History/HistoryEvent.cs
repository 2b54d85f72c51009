namespace DurableTask.Core.History;

/// <summary>One entry of an orchestration's append-only history.</summary>
public abstract class HistoryEvent(int eventId)
{
    /// <summary>Id of the scheduled task for events the orchestrator produced; -1 for the others.</summary>
    public int EventId { get; } = eventId;

    /// <summary>True once the event was replayed.</summary>
    public bool IsPlayed { get; set; }

    /// <summary>When the event was recorded, UTC.</summary>
    public DateTime Timestamp { get; set; }

    public abstract EventType EventType { get; }
}
