using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>An engine on a store of its own, in a folder that goes with the test.</summary>
internal sealed class EngineHost(DurableRegistry registry, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable-tests-");

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public string Path => System.IO.Path.Combine(_folder.FullName, "runs.db");

    public DurableEngine Engine { get; private set; } = null!;

    public DurableTaskClient Client => Engine.Client;

    public bool ReplayEveryTurn { get; init; }

    public int Concurrency { get; init; } = 8;

    /// <summary>An engine that runs the orchestrator "Main" and what else <paramref name="more"/> adds.</summary>
    public static Task<EngineHost> StartAsync(
        Func<TaskOrchestrationContext, Task<object?>> main, Action<DurableRegistry>? more = null, TimeProvider? time = null, bool replayEveryTurn = false)
    {
        var registry = new DurableRegistry().AddOrchestrator("Main", (context, _) => main(context));
        more?.Invoke(registry);
        return new EngineHost(registry, time) { ReplayEveryTurn = replayEveryTurn }.StartAsync();
    }

    public async Task<EngineHost> StartAsync()
    {
        Engine = Create(Path);
        await Engine.StartAsync(CancellationToken.None);
        return this;
    }

    public DurableEngine Create(string path, bool resume = true) => new(
        new DurableEngineOptions { DatabasePath = path, ReplayEveryTurn = ReplayEveryTurn, MaxConcurrentActivities = Concurrency, ResumeOnStart = resume },
        registry,
        time);

    /// <summary>Stops as a host does, and starts another engine on the same store.</summary>
    public async Task RestartAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        await Engine.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Runs "Main" to its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(object? input = null, string id = "main")
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Main", input, new StartOrchestrationOptions(id));
        return await EndOf(id);
    }

    public Task<OrchestrationMetadata> EndOf(string id) => EndOf(Engine, id);

    public static async Task<OrchestrationMetadata> EndOf(DurableEngine engine, string id)
    {
        using var limit = new CancellationTokenSource(Patience);
        return await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
    }

    /// <summary>The history in the notation of CONTRACTS 6.10: <c>OS ExecutionStarted TaskScheduled#0 OC · OS TaskCompleted->0 …</c></summary>
    public string HistoryOf(string id) => Notation.Write(Engine.ReadHistory(id)!);

    public async ValueTask DisposeAsync()
    {
        if (Engine is not null) await Engine.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

internal static class Notation
{
    public static string Write(IEnumerable<DurableEvent> history) =>
        string.Join(' ', history.Select(Write)).Replace("OC OS", "OC · OS", StringComparison.Ordinal);

    private static string Write(DurableEvent e) => e.Kind switch
    {
        EventKind.OrchestratorStarted => "OS",
        EventKind.OrchestratorCompleted => "OC",
        EventKind.ExecutionStarted => "ExecutionStarted",
        EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.SubOrchestrationInstanceCreated or EventKind.ExecutionCompleted => $"{e.Kind}#{e.Id}",
        _ => $"{e.Kind}->{e.Id}",
    };
}
