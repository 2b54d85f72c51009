using System.Collections.Concurrent;
using CryptoEtl.LocalHost.Durable;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>What an orchestrator does, as data: a tree of activities, timers, children, sequences and fan-outs.</summary>
public sealed record Plan(string Kind, int Id, IReadOnlyList<Plan> Parts)
{
    /// <summary>The text the orchestrator returns: worked out without an engine.</summary>
    public string Expected => Kind switch
    {
        "activity" or "flaky" => $"a{Id} ",
        "failing" => $"x{Id} ",
        "timer" => "t ",
        _ => $"({string.Concat(Parts.Select(part => part.Expected))})",
    };

    /// <summary>Ids of all activities, children's included.</summary>
    public IEnumerable<int> Activities => Kind is "activity" or "flaky" or "failing" ? [Id] : Parts.SelectMany(part => part.Activities);
}

internal static class RandomPlan
{
    private static readonly string[] Leaves = ["activity", "activity", "flaky", "failing", "timer"];
    private static readonly string[] Branches = ["sequence", "parallel", "child"];

    /// <summary>A flaky activity fails once per process, and every crash starts another: attempts must outlast all crashes.</summary>
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(12, TimeSpan.FromMilliseconds(1)));

    public static Plan Create(Random random)
    {
        var ids = 0;
        return new Plan("sequence", 0, [Branch(3), Branch(3)]);

        Plan Branch(int depth) => depth == 0 || random.Next(3) == 0
            ? new Plan(Leaves[random.Next(Leaves.Length)], ++ids, [])
            : new Plan(Branches[random.Next(Branches.Length)], 0, [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Branch(depth - 1))]);
    }

    /// <summary>The orchestrator "Main" that does a plan, and its activities, which note what they did.</summary>
    public static DurableRegistry Functions(ConcurrentDictionary<int, int> effects) => new DurableRegistry()
        .AddOrchestrator("Main", async (context, _) => await DoAsync(context, context.GetInput<Plan>()!))
        .AddActivity("Work", (call, _) => Note(call, effects, failures: 0))
        .AddActivity("Flaky", (call, _) => Note(call, effects, failures: 1))
        .AddActivity("Fail", (call, _) => Note(call, effects, failures: int.MaxValue));

    private static Task<string?> Note(ActivityCall call, ConcurrentDictionary<int, int> effects, int failures)
    {
        var attempts = effects.AddOrUpdate(int.Parse(call.Input!), 1, (_, before) => before + 1);
        return attempts > failures ? Task.FromResult<string?>($"\"a{call.Input} \"") : throw new InvalidOperationException("not yet");
    }

    private static Task<string> DoAsync(TaskOrchestrationContext context, Plan plan) => plan.Kind switch
    {
        "activity" => context.CallActivityAsync<string>("Work", plan.Id),
        "flaky" => context.CallActivityAsync<string>("Flaky", plan.Id, Patient),
        "failing" => CatchAsync(context, plan),
        "timer" => SleepAsync(context),
        "child" => context.CallSubOrchestratorAsync<string>("Main", plan with { Kind = "sequence" }),
        "parallel" => Join(Task.WhenAll(plan.Parts.Select(part => DoAsync(context, part)))),
        _ => SequenceAsync(context, plan),
    };

    private static async Task<string> Join(Task<string[]> parts) => $"({string.Concat(await parts)})";

    private static async Task<string> SequenceAsync(TaskOrchestrationContext context, Plan plan)
    {
        var text = "";
        foreach (var part in plan.Parts) text += await DoAsync(context, part);
        return $"({text})";
    }

    private static async Task<string> SleepAsync(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        return "t ";
    }

    private static async Task<string> CatchAsync(TaskOrchestrationContext context, Plan plan)
    {
        try
        {
            return await context.CallActivityAsync<string>("Fail", plan.Id);
        }
        catch (TaskFailedException)
        {
            return $"x{plan.Id} ";
        }
    }
}
