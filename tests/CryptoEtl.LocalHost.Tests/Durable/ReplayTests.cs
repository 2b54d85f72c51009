using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Tests.Durable;

public sealed class ReplayTests
{
    [Fact]
    public void A_replayed_orchestrator_goes_on_where_it_was()
    {
        var script = new ScriptedExecution(TwoActivities);
        script.Turn();
        script.Turn(ScriptedExecution.Completed(0, "1"));

        script.Replay();
        script.Turn(ScriptedExecution.Completed(1, "2"));

        Assert.Equal("3", script.Row.Output);
        Assert.Equal(
            "OS ExecutionStarted TaskScheduled#0 OC · OS TaskCompleted->0 TaskScheduled#1 OC · OS TaskCompleted->1 ExecutionCompleted#2 OC",
            script.Notation);
    }

    [Fact]
    public void IsReplaying_is_true_in_the_past_and_false_in_the_present()
    {
        List<bool> seen = [];
        var script = new ScriptedExecution(async context =>
        {
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("A");
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("B");
            seen.Add(context.IsReplaying);
            return null;
        });
        script.Turn();
        script.Turn(ScriptedExecution.Completed(0));
        seen.Clear();

        script.Replay();
        script.Turn(ScriptedExecution.Completed(1));

        Assert.Equal([true, true, false], seen);
    }

    [Fact]
    public void A_replay_safe_logger_says_each_thing_once()
    {
        using var loggers = new LineLoggers();
        var script = new ScriptedExecution(
            async context =>
            {
                var log = context.CreateReplaySafeLogger("run");
                log.LogInformation("before");
                await context.CallActivityAsync("A");
                log.LogInformation("after");
                return null;
            },
            loggers: loggers);

        script.Turn();
        script.Replay();
        script.Turn(ScriptedExecution.Completed(0));

        Assert.Equal(["before", "after"], loggers.Lines);
    }

    [Fact]
    public void The_clock_stands_still_in_a_turn_and_replays_to_the_tick()
    {
        var time = new ManualTimeProvider(ManualTimeProvider.Epoch.AddTicks(6_789_012));
        List<DateTime> seen = [];
        var script = new ScriptedExecution(
            async context =>
            {
                seen.Add(context.CurrentUtcDateTime);
                await context.CallActivityAsync("A");
                seen.Add(context.CurrentUtcDateTime);
                return null;
            },
            time);
        script.Turn();
        time.Advance(TimeSpan.FromTicks(12_345));
        script.Turn(ScriptedExecution.Completed(0));
        var first = seen.ToArray();
        seen.Clear();

        time.Advance(TimeSpan.FromHours(1));
        script.Replay();

        Assert.Equal(first, seen);
        Assert.Equal(TimeSpan.FromTicks(12_345), seen[1] - seen[0]);
        Assert.All(seen, moment => Assert.Equal(DateTimeKind.Utc, moment.Kind));
    }

    [Theory]
    [InlineData("Other", "TaskScheduled 'Work'", "TaskScheduled 'Other'")]
    [InlineData(null, "TaskScheduled 'Work'", "nothing")]
    public void Code_that_does_something_else_on_replay_fails_and_says_what(string? nowCalls, string then, string now)
    {
        var calls = "Work";
        var script = new ScriptedExecution(async context => calls is null ? null : await context.CallActivityAsync<object>(calls));
        script.Turn();

        calls = nowCalls;
        script.Replay();
        script.Turn();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, script.Row.Status);
        Assert.StartsWith($"Non-deterministic orchestrator: with id 0 it did {then} when it first ran, and {now} on replay.", script.Row.Output, StringComparison.Ordinal);
        Assert.EndsWith("NonDeterministicOrchestrationException", Failures.Read(script.Row.Failure)!.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timer_in_place_of_an_activity_is_another_kind_of_task()
    {
        var callsActivity = true;
        var script = new ScriptedExecution(async context =>
        {
            if (callsActivity) await context.CallActivityAsync("Work");
            else await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return null;
        });
        script.Turn();

        callsActivity = false;
        script.Replay();
        script.Turn();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, script.Row.Status);
    }

    [Fact]
    public void Names_compare_ignoring_case_and_inputs_are_not_compared()
    {
        var (name, input) = ("Work", 1);
        var script = new ScriptedExecution(async context => await context.CallActivityAsync<int>(name, input));
        script.Turn();

        (name, input) = ("WORK", 2);
        script.Replay();
        script.Turn(ScriptedExecution.Completed(0, "5"));

        Assert.Equal("5", script.Row.Output);
    }

    [Fact]
    public void The_input_an_activity_was_scheduled_with_outlives_changed_code()
    {
        var input = 1;
        var script = new ScriptedExecution(async context => await context.CallActivityAsync<int>("Work", input));
        script.Turn();

        input = 2;
        script.Replay();

        Assert.Equal("1", script.Context.OpenTasks[0].Payload);
    }

    private static async Task<object?> TwoActivities(TaskOrchestrationContext context) =>
        await context.CallActivityAsync<int>("A") + await context.CallActivityAsync<int>("B");
}
