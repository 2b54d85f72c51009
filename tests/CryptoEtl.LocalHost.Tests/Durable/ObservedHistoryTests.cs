using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>The histories that DurableTask.Core was seen to leave, event by event, both with the orchestrator in memory and with a replay before every turn.</summary>
public sealed class ObservedHistoryTests
{
    private static readonly RetryPolicy Twice = new(2, TimeSpan.FromMilliseconds(1));

    [Fact]
    public void Three_activities_and_WhenAll()
    {
        var script = new ScriptedExecution(async context => await Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("Work", i))));

        script.Turn();
        script.Turn(ScriptedExecution.Completed(0, "1"), ScriptedExecution.Completed(1, "2"), ScriptedExecution.Completed(2, "3"));

        Assert.Equal(
            "OS ExecutionStarted TaskScheduled#0 TaskScheduled#1 TaskScheduled#2 OC · "
            + "OS TaskCompleted->0 TaskCompleted->1 TaskCompleted->2 ExecutionCompleted#3 OC",
            script.Notation);
        Assert.Equal("[1,2,3]", script.Row.Output);
    }

    [Theory, InlineData(false), InlineData(true)]
    public Task Two_activities_in_sequence(bool replay) => LeavesAsync(
        "OS ExecutionStarted TaskScheduled#0 OC · OS TaskCompleted->0 TaskScheduled#1 OC · OS TaskCompleted->1 ExecutionCompleted#2 OC",
        replay,
        async context => await context.CallActivityAsync<int>("Echo", await context.CallActivityAsync<int>("Echo", 1) + 1));

    [Theory, InlineData(false), InlineData(true)]
    public Task One_timer(bool replay) => LeavesAsync(
        "OS ExecutionStarted TimerCreated#0 OC · OS TimerFired->0 ExecutionCompleted#1 OC",
        replay,
        async context =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            return null;
        });

    [Theory, InlineData(false), InlineData(true)]
    public Task Two_attempts_that_fail_leave_one_more_timer(bool replay) => LeavesAsync(
        "OS ExecutionStarted TaskScheduled#0 OC · OS TaskFailed->0 TimerCreated#1 OC · OS TimerFired->1 TaskScheduled#2 OC · "
        + "OS TaskFailed->2 TimerCreated#3 OC · OS TimerFired->3 ExecutionCompleted#4 OC",
        replay,
        context => CatchAsync(context, TaskOptions.FromRetryPolicy(Twice)));

    [Theory, InlineData(false), InlineData(true)]
    public Task A_failure_not_worth_retrying_leaves_no_timer(bool replay) => LeavesAsync(
        "OS ExecutionStarted TaskScheduled#0 OC · OS TaskFailed->0 ExecutionCompleted#1 OC",
        replay,
        context => CatchAsync(context, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1)) { HandleFailure = _ => false })));

    [Theory, InlineData(false), InlineData(true)]
    public async Task Sub_orchestration(bool replay)
    {
        await using var host = await EngineHost.StartAsync(
            context => context.CallSubOrchestratorAsync<object?>("Child", 1, new SubOrchestrationOptions(instanceId: "child")),
            registry => registry.AddOrchestrator("Child", (context, _) => Task.FromResult<object?>(context.GetInput<int>() + 1)),
            replayEveryTurn: replay);

        var end = await host.RunAsync();

        Assert.Equal(2, end.ReadOutputAs<int>());
        Assert.Equal(
            "OS ExecutionStarted SubOrchestrationInstanceCreated#0 OC · OS SubOrchestrationInstanceCompleted->0 ExecutionCompleted#1 OC",
            host.HistoryOf("main"));
        Assert.Equal("OS ExecutionStarted ExecutionCompleted#0 OC", host.HistoryOf("child"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Continue_as_new_keeps_the_second_generation_only(bool replay)
    {
        await using var host = await EngineHost.StartAsync(
            async context =>
            {
                var generation = context.GetInput<int>();
                await context.CallActivityAsync<int>("Echo", generation);
                if (generation == 1) context.ContinueAsNew(2);
                return generation;
            },
            Echo,
            replayEveryTurn: replay);

        var end = await host.RunAsync(1);

        Assert.Equal((2, 2), (end.ReadInputAs<int>(), end.ReadOutputAs<int>()));
        Assert.Equal("OS ExecutionStarted OC TaskScheduled#0 OC · OS TaskCompleted->0 ExecutionCompleted#1 OC", host.HistoryOf("main"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public Task The_cancelled_loser_of_WhenAny_leaves_nothing_more(bool replay) => LeavesAsync(
        "OS ExecutionStarted TimerCreated#0 TaskScheduled#1 OC · OS TaskCompleted->1 ExecutionCompleted#2 OC",
        replay,
        async context =>
        {
            using var enough = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), enough.Token);
            var work = context.CallActivityAsync<int>("Echo", 1);
            await Task.WhenAny(timer, work);
            enough.Cancel();
            return await work;
        });

    private static async Task<object?> CatchAsync(TaskOrchestrationContext context, TaskOptions options)
    {
        try
        {
            return await context.CallActivityAsync<int>("Fail", null, options);
        }
        catch (TaskFailedException failed)
        {
            return failed.TaskId;
        }
    }

    private static async Task LeavesAsync(string history, bool replay, Func<TaskOrchestrationContext, Task<object?>> main)
    {
        await using var host = await EngineHost.StartAsync(main, Echo, replayEveryTurn: replay);

        var end = await host.RunAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(history, host.HistoryOf("main"));
    }

    private static void Echo(CryptoEtl.LocalHost.Durable.DurableRegistry registry) => registry
        .AddActivity("Echo", (call, _) => Task.FromResult(call.Input))
        .AddActivity("Fail", (_, _) => throw new InvalidOperationException("no"));
}
