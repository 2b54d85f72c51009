using System.Collections.Concurrent;
using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>Random orchestrations, cut off after random commits, end as if nothing had happened.</summary>
/// <remarks>A crash is the files as they are right after a commit, opened by another engine: memory is gone, the store is not.</remarks>
public sealed class CrashTests : IDisposable
{
    private const int Crashes = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crash-tests-");

    /// <summary>Attempts at each activity, of the process that runs now.</summary>
    private readonly ConcurrentDictionary<int, int> _effects = new();

    private bool _replayEveryTurn;

    /// <summary>Activities that ran before the crashes so far.</summary>
    private readonly HashSet<int> _before = [];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Seeds))]
    public async Task Whatever_the_graph_and_the_moment_the_result_is_the_same(int seed)
    {
        var random = new Random(seed);
        var plan = RandomPlan.Create(random);
        _replayEveryTurn = seed % 2 == 0;
        for (var crash = 0; crash < Crashes; crash++) await CrashAsync(crash, plan, afterCommits: random.Next(1, 8));

        await using var last = await StartAsync(Crashes, plan);
        var end = await EngineHost.EndOf(last, "main");

        Assert.Equal(plan.Expected, end.ReadOutputAs<string>());
        Assert.Empty(plan.Activities.Except(_before).Except(_effects.Keys));
        AssertConsistent(last.ReadHistory("main")!);
    }

    /// <summary>Runs process number <paramref name="number"/> until its end or a crash, and leaves the next one its files.</summary>
    private async Task CrashAsync(int number, Plan plan, int afterCommits)
    {
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var engine = await StartAsync(number, plan, Committed))
        {
            await Task.WhenAny(crashed.Task, EngineHost.EndOf(engine, "main"));
        }

        if (!crashed.Task.IsCompleted) CopyFiles(number);
        _effects.Clear();

        void Committed()
        {
            if (--afterCommits != 0) return;
            CopyFiles(number);
            crashed.SetResult();
        }
    }

    private void CopyFiles(int number)
    {
        foreach (var suffix in new[] { "", "-wal" })
            if (File.Exists(PathOf(number) + suffix)) File.Copy(PathOf(number) + suffix, PathOf(number + 1) + suffix);
        _before.UnionWith(_effects.Keys);
    }

    private async Task<DurableEngine> StartAsync(int number, Plan plan, Action? committed = null)
    {
        var options = new DurableEngineOptions { DatabasePath = PathOf(number), MaxConcurrentActivities = 3, ReplayEveryTurn = _replayEveryTurn };
        var engine = new DurableEngine(options, RandomPlan.Functions(_effects));
        await engine.StartAsync(CancellationToken.None);
        engine.Commits.Committed = committed;
        if (await engine.Client.GetInstanceAsync("main") is null)
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", plan, new StartOrchestrationOptions("main"));
        return engine;
    }

    private string PathOf(int number) => Path.Combine(_folder.FullName, $"{number}.db");

    private static void AssertConsistent(IReadOnlyList<DurableEvent> history)
    {
        var scheduled = history.Where(e => e.Kind is EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.SubOrchestrationInstanceCreated);
        var answers = history.Where(e => e.Id is not null).Except(scheduled).Where(e => e.Kind != EventKind.ExecutionCompleted).ToList();

        Assert.Equal(Enumerable.Range(0, scheduled.Count()), scheduled.Select(e => e.Id!.Value));
        Assert.Equal(scheduled.Select(e => e.Id), answers.Select(e => e.Id).Order());
        Assert.All(answers, answer => Assert.True(IndexOf(answer) > IndexOf(scheduled.Single(e => e.Id == answer.Id))));
        Assert.Equal([EventKind.ExecutionCompleted, EventKind.OrchestratorCompleted], history.TakeLast(2).Select(e => e.Kind));

        int IndexOf(DurableEvent e) => history.Select((other, i) => (other, i)).First(pair => ReferenceEquals(pair.other, e)).i;
    }
}
