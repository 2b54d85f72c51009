namespace CryptoEtl.LocalHost.Durable;

/// <summary>Where the engine keeps its history and how much it does at once.</summary>
public sealed class DurableEngineOptions
{
    /// <summary>The SQLite file. Created when missing, with its folder.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Activities running at once. Default 8.</summary>
    public int MaxConcurrentActivities { get; init; } = 8;

    /// <summary>Orchestrators taking a turn at once. Waiting ones do not count. Default 64.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 64;

    /// <summary>Default true: whatever an earlier process left unfinished goes on as the engine starts.</summary>
    public bool ResumeOnStart { get; init; } = true;

    /// <summary>Default false. True forgets an orchestrator after each turn and replays it for the next, as an isolated worker in Azure does.</summary>
    public bool ReplayEveryTurn { get; init; }
}
