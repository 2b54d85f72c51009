using CryptoEtl.LocalHost.Durable.History;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>An orchestrator, run again over its history, did something else than the first time.</summary>
public sealed class NonDeterministicOrchestrationException : Exception
{
    internal NonDeterministicOrchestrationException(DurableEvent past, OpenTask? now) : base(Describe(past, now))
    {
    }

    private static string Describe(DurableEvent past, OpenTask? now) =>
        $"Non-deterministic orchestrator: with id {past.Id} it did {Name(past.Kind, past.Name)} when it first ran, and {(now is null ? "nothing" : Name(now.Kind, now.Name))} on replay. "
        + "Its code changed while instances were running, or it depends on something that is not replayed, such as the time, a random value or I/O.";

    private static string Name(EventKind kind, string? name) => name is null ? $"{kind}" : $"{kind} '{name}'";
}
