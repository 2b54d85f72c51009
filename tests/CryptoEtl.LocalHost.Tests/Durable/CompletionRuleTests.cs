using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static CryptoEtl.LocalHost.Tests.Durable.ScriptedExecution;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>An orchestrator has ended when its function has and nothing it scheduled is open.</summary>
public sealed class CompletionRuleTests
{
    [Fact]
    public void An_activity_nobody_awaits_keeps_the_instance_running()
    {
        var script = new ScriptedExecution(context =>
        {
            _ = context.CallActivityAsync("Work");
            return Task.FromResult<object?>("done");
        });

        script.Turn();
        Assert.Equal(OrchestrationRuntimeStatus.Running, script.Row.Status);

        script.Turn(Completed(0));
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "\"done\""), (script.Row.Status, script.Row.Output));
    }

    [Fact]
    public void A_timer_that_lost_and_was_not_cancelled_keeps_the_instance_running()
    {
        var script = new ScriptedExecution(async context =>
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await Task.WhenAny(timer, context.CallActivityAsync("Work")) == timer;
        });
        script.Turn();

        script.Turn(Completed(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, script.Row.Status);

        script.Turn(Fired(0));
        Assert.Equal("false", script.Row.Output);
    }

    [Fact]
    public void A_first_failure_is_told_only_when_the_other_branches_have_ended()
    {
        var script = new ScriptedExecution(async context =>
        {
            var slow = context.CallActivityAsync("Slow");
            await context.CallActivityAsync("Fast");
            await slow;
            return null;
        });
        script.Turn();

        script.Turn(Failed(1, "fast failed"));
        Assert.Equal(OrchestrationRuntimeStatus.Running, script.Row.Status);

        script.Turn(Completed(0));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, script.Row.Status);
        Assert.Equal("Task 'Fast' (#1) failed with an unhandled exception: fast failed", script.Row.Output);
    }

    [Fact]
    public void WhenAll_throws_the_first_failure_and_holds_them_all()
    {
        AggregateException? all = null;
        var script = new ScriptedExecution(async context =>
        {
            var both = Task.WhenAll(context.CallActivityAsync("A"), context.CallActivityAsync("B"), context.CallActivityAsync("C"));
            try
            {
                await both;
            }
            catch (TaskFailedException)
            {
                all = both.Exception;
                throw;
            }

            return null;
        });
        script.Turn();

        script.Turn(Failed(0, "a"), Completed(1), Failed(2, "c"));

        Assert.Equal("Task 'A' (#0) failed with an unhandled exception: a", script.Row.Output);
        Assert.Equal(["A", "C"], all!.InnerExceptions.Cast<TaskFailedException>().Select(failed => failed.TaskName));
    }

    [Fact]
    public void A_second_answer_to_a_task_is_dropped()
    {
        var script = new ScriptedExecution(async context => await context.CallActivityAsync<int>("A") + await context.CallActivityAsync<int>("B"));
        script.Turn();
        script.Turn(Completed(0, "1"));

        Assert.Null(script.Turn(Completed(0, "9")));
        script.Turn(Completed(0, "9"), Completed(1, "2"));

        Assert.Equal("3", script.Row.Output);
        Assert.Equal(2, script.History.Count(e => e.Kind == EventKind.TaskCompleted));
    }

    [Fact]
    public void An_exception_after_ContinueAsNew_fails_the_instance()
    {
        var script = new ScriptedExecution(context =>
        {
            context.ContinueAsNew();
            throw new InvalidOperationException("late");
        });

        script.Turn();

        Assert.Equal((OrchestrationRuntimeStatus.Failed, "late"), (script.Row.Status, script.Row.Output));
    }

    [Fact]
    public void ContinueAsNew_waits_for_open_tasks_and_starts_ids_anew()
    {
        var script = new ScriptedExecution(context =>
        {
            if (context.GetInput<int>() == 2) return Task.FromResult<object?>(context.NewGuid());
            _ = context.CallActivityAsync("Work");
            context.ContinueAsNew(2);
            return Task.FromResult<object?>(null);
        });
        script.Turn();
        Assert.Equal("execution", script.Row.ExecutionId);

        script.Turn(Completed(0));

        Assert.NotEqual("execution", script.Row.ExecutionId);
        Assert.Equal("OS ExecutionStarted OC ExecutionCompleted#0 OC", script.Notation);
    }
}
