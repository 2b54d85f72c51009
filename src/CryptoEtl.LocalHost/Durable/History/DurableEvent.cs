namespace CryptoEtl.LocalHost.Durable.History;

/// <summary>One entry of an instance's append-only history.</summary>
/// <param name="Timestamp">UTC, to the tick: the clock of an orchestrator is replayed from it.</param>
/// <param name="Id">
/// For what the orchestrator did (scheduled, created, completed): its place in the one counter of the execution, from 0.
/// For an answer (task completed, timer fired): the id of what it answers. Null for the others.
/// </param>
/// <param name="Name">Of the orchestrator or activity; for <see cref="EventKind.ExecutionCompleted"/> the final status.</param>
/// <param name="Payload">Input, result, failure, time to fire or id of the child, as the kind has it.</param>
public sealed record DurableEvent(EventKind Kind, DateTime Timestamp, int? Id = null, string? Name = null, string? Payload = null);
