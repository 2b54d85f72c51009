namespace CryptoEtl.LocalHost.FunctionsHost;

/// <summary>How this process hosts functions.</summary>
public sealed class LocalFunctionsOptions
{
    /// <summary>The SQLite file of orchestrations and timers. Created when missing.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Activities running at once. Default 8.</summary>
    public int MaxConcurrentActivities { get; init; } = 8;

    /// <summary>Orchestrators taking a turn at once. Default 64.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 64;

    /// <summary>First part of every HTTP function's path: <c>extensions.http.routePrefix</c> of host.json. Default <c>api</c>.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Whether timer-triggered functions run. Default false: a single command must not start scheduled work.</summary>
    public bool RunTimers { get; init; }

    /// <summary>Default true: what an earlier process left unfinished goes on as the host starts.</summary>
    public bool ResumeOnStart { get; init; } = true;
}
