using System.Collections.Concurrent;
using CryptoEtl.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>What a new process finds and does.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task A_fan_out_abandoned_in_the_middle_is_finished_by_the_next_process()
    {
        const int Size = 100;
        var (ran, open) = (new ConcurrentBag<int>(), new TaskCompletionSource());
        await using var host = await new EngineHost(FanOut(Size, async i =>
        {
            ran.Add(i);
            if (i >= Size / 2) await open.Task;
        })).StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await Eventually.TrueAsync(() => ran.Count >= Size / 2 + 8, "the first half to run and the workers to hang");

        await host.Engine.DisposeAsync();
        open.SetResult();
        await host.StartAsync();

        Assert.Equal(Size * (Size - 1) / 2, (await host.EndOf("main")).ReadOutputAs<int>());
        Assert.Equal(Enumerable.Range(0, Size), ran.Distinct().Order());
    }

    [Fact]
    public async Task A_result_that_is_durable_is_not_asked_for_again()
    {
        var ran = new ConcurrentBag<int>();
        var open = new TaskCompletionSource();
        var registry = new DurableRegistry()
            .AddActivity("Work", async (call, _) =>
            {
                ran.Add(call.TaskId);
                if (call.TaskId == 1) await open.Task;
                return call.Input;
            })
            .AddOrchestrator("Main", async (context, _) => await context.CallActivityAsync<int>("Work", 1) + await context.CallActivityAsync<int>("Work", 2));
        await using var host = await new EngineHost(registry).StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await Eventually.TrueAsync(() => ran.Contains(1), "the second activity to start");

        await host.Engine.DisposeAsync();
        open.SetResult();
        await host.StartAsync();

        Assert.Equal(3, (await host.EndOf("main")).ReadOutputAs<int>());
        Assert.Equal([0, 1, 1], ran.Order());
    }

    [Fact]
    public async Task A_graceful_stop_asks_activities_to_end_and_runs_them_again_later()
    {
        var attempts = 0;
        var registry = new DurableRegistry()
            .AddActivity("Work", async (_, cancellation) =>
            {
                if (Interlocked.Increment(ref attempts) == 1) await Task.Delay(Timeout.Infinite, cancellation);
                return "1";
            })
            .AddOrchestrator("Main", async (context, _) => await context.CallActivityAsync<int>("Work"));
        await using var host = await new EngineHost(registry).StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await Eventually.TrueAsync(() => attempts == 1, "the activity to start");

        await host.RestartAsync();

        Assert.Equal(1, (await host.EndOf("main")).ReadOutputAs<int>());
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_graceful_stop_keeps_the_results_of_activities_that_end_in_time()
    {
        var ran = 0;
        var registry = new DurableRegistry()
            .AddActivity("Work", async (_, cancellation) =>
            {
                var stopping = new TaskCompletionSource();
                using var asked = cancellation.Register(stopping.SetResult);
                Interlocked.Increment(ref ran);
                await stopping.Task;
                return "1";
            })
            .AddOrchestrator("Main", async (context, _) => await context.CallActivityAsync<int>("Work"));
        await using var host = await new EngineHost(registry).StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await Eventually.TrueAsync(() => ran == 1, "the activity to start");

        await host.RestartAsync();

        Assert.Equal(1, (await host.EndOf("main")).ReadOutputAs<int>());
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task A_child_that_ended_while_its_parent_slept_is_heard_at_the_next_start()
    {
        var open = new TaskCompletionSource();
        var registry = new DurableRegistry()
            .AddActivity("Work", async (_, _) =>
            {
                await open.Task;
                return "7";
            })
            .AddOrchestrator("Child", async (context, _) => await context.CallActivityAsync<int>("Work"))
            .AddOrchestrator("Main", async (context, _) => await context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(instanceId: "child")));
        await using var host = await new EngineHost(registry).StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await Eventually.TrueAsync(() => host.Engine.ReadHistory("child") is { Count: > 0 }, "the child to start");

        await host.Engine.DisposeAsync();
        open.SetResult();
        await host.StartAsync();

        Assert.Equal(7, (await host.EndOf("main")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Without_resuming_what_is_unfinished_stays_as_it_is()
    {
        var open = new TaskCompletionSource();
        await using var host = await new EngineHost(FanOut(1, _ => open.Task)).StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("old"));
        await host.Client.WaitForInstanceStartAsync("old");
        await host.Engine.DisposeAsync();
        open.SetResult();

        await using var engine = host.Create(host.Path, resume: false);
        await engine.StartAsync(CancellationToken.None);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("new"));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EngineHost.EndOf(engine, "new")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Client.GetInstanceAsync("old"))!.RuntimeStatus);
    }

    [Fact]
    public async Task Many_instances_at_once_all_end()
    {
        await using var host = await new EngineHost(FanOut(5, _ => Task.CompletedTask)).StartAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Main")));
        var ends = await Task.WhenAll(ids.Select(host.EndOf));

        Assert.All(ends, end => Assert.Equal(10, end.ReadOutputAs<int>()));
    }

    private static DurableRegistry FanOut(int size, Func<int, Task> work) => new DurableRegistry()
        .AddActivity("Work", async (call, _) =>
        {
            await work(int.Parse(call.Input!));
            return call.Input;
        })
        .AddOrchestrator("Main", async (context, _) =>
            (await Task.WhenAll(Enumerable.Range(0, size).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum());
}
