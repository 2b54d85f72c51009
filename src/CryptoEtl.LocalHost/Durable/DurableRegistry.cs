using System.Diagnostics.CodeAnalysis;
using CryptoEtl.Core;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>Runs an orchestrator. <paramref name="input"/> is the serialised input; the result is serialised by the engine.</summary>
public delegate Task<object?> OrchestratorDelegate(TaskOrchestrationContext context, string? input);

/// <summary>Runs an activity once and returns its serialised result.</summary>
public delegate Task<string?> ActivityDelegate(ActivityCall call, CancellationToken cancellation);

/// <summary>One attempt at an activity.</summary>
/// <param name="Input">Serialised; null for none.</param>
public sealed record ActivityCall(string Name, string InstanceId, int TaskId, string? Input);

/// <summary>The orchestrators and activities an engine can run, by name, ignoring case.</summary>
public sealed class DurableRegistry
{
    private readonly Dictionary<string, OrchestratorDelegate> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityDelegate> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="BadInputException">The name is taken.</exception>
    public DurableRegistry AddOrchestrator(string name, OrchestratorDelegate orchestrator) => Add(_orchestrators, name, orchestrator);

    /// <exception cref="BadInputException">The name is taken.</exception>
    public DurableRegistry AddActivity(string name, ActivityDelegate activity) => Add(_activities, name, activity);

    internal bool TryFindOrchestrator(string name, [NotNullWhen(true)] out OrchestratorDelegate? orchestrator) =>
        _orchestrators.TryGetValue(name, out orchestrator);

    internal bool TryFindActivity(string name, [NotNullWhen(true)] out ActivityDelegate? activity) =>
        _activities.TryGetValue(name, out activity);

    private DurableRegistry Add<T>(Dictionary<string, T> known, string name, T function) =>
        known.TryAdd(name, function) ? this : throw new BadInputException($"Two functions are named '{name}'; names are unique, ignoring case.");
}
