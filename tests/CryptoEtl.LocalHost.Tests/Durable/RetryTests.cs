using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask;
using static CryptoEtl.LocalHost.Tests.Durable.ScriptedExecution;

namespace CryptoEtl.LocalHost.Tests.Durable;

public sealed class RetryTests
{
    private readonly ManualTimeProvider _time = new(ManualTimeProvider.Epoch);

    [Fact]
    public void Pauses_grow_by_the_coefficient_up_to_the_longest()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(1), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromSeconds(5));
        var script = Calling(TaskOptions.FromRetryPolicy(policy));

        var pauses = FailUntilTheEnd(script);

        // The last timer comes after the last attempt and waits for nothing.
        Assert.Equal([1, 3, 5, 5, 0], pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal(5, script.History.Count(e => e.Kind == EventKind.TaskScheduled));
    }

    [Fact]
    public void The_last_failure_is_the_one_thrown_and_has_the_id_of_the_last_attempt()
    {
        var script = Calling(TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1))));

        FailUntilTheEnd(script);

        Assert.Equal("\"4: failure of 4\"", script.Row.Output);
    }

    [Fact]
    public void An_attempt_that_succeeds_ends_the_retries()
    {
        var script = Calling(TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1))));
        script.Turn();
        script.Turn(Failed(0, "once"));
        script.Turn(Fired(1));

        script.Turn(Completed(2, "\"fine\""));

        Assert.Equal("\"fine\"", script.Row.Output);
    }

    [Fact]
    public void No_attempt_is_made_after_the_timeout()
    {
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(4), retryTimeout: TimeSpan.FromSeconds(10));
        var script = Calling(TaskOptions.FromRetryPolicy(policy));

        var pauses = FailUntilTheEnd(script);

        // Failures at 0, 4 and 8 seconds are retried; the one at 12 is past the timeout.
        Assert.Equal([4, 4, 4], pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public void A_predicate_that_throws_ends_the_retries_with_the_failure_itself()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = _ => throw new InvalidOperationException("predicate") };
        var script = Calling(TaskOptions.FromRetryPolicy(policy));

        Assert.Empty(FailUntilTheEnd(script));

        Assert.Equal("\"0: failure of 0\"", script.Row.Output);
    }

    [Fact]
    public void The_predicate_sees_the_failure_of_the_attempt()
    {
        TaskFailureDetails? seen = null;
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = failure => (seen = failure) is null };
        var script = Calling(TaskOptions.FromRetryPolicy(policy));

        FailUntilTheEnd(script);

        Assert.True(seen!.IsCausedBy<InvalidOperationException>());
        Assert.Equal("failure of 0", seen.ErrorMessage);
    }

    [Fact]
    public void A_handler_is_asked_after_each_failure_and_retries_at_once()
    {
        List<int> attempts = [];
        var script = Calling(TaskOptions.FromRetryHandler(retry =>
        {
            attempts.Add(retry.LastAttemptNumber);
            return retry.LastAttemptNumber < 3;
        }));

        Assert.Empty(FailUntilTheEnd(script));

        Assert.Equal([1, 2, 3], attempts);
        Assert.Equal("\"2: failure of 2\"", script.Row.Output);
    }

    [Fact]
    public void A_handler_may_wait_with_a_timer_of_its_own()
    {
        var script = Calling(TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return retry.TotalRetryTime < TimeSpan.FromMinutes(1);
        }));

        Assert.Equal([60, 60], FailUntilTheEnd(script).Select(pause => pause.TotalSeconds));
    }

    private ScriptedExecution Calling(TaskOptions options) => new(
        async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("Work", null, options);
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.TaskId}: {failed.FailureDetails.ErrorMessage}";
            }
        },
        _time);

    /// <summary>Fails every attempt, fires every timer when it is due, and returns how long each waited.</summary>
    private List<TimeSpan> FailUntilTheEnd(ScriptedExecution script)
    {
        List<TimeSpan> pauses = [];
        script.Turn();
        while (script.Context.OpenTasks.Values.SingleOrDefault() is { } open)
        {
            if (open.Kind == EventKind.TimerCreated)
            {
                pauses.Add(open.FireAt - _time.GetUtcNow().UtcDateTime);
                _time.AdvanceTo(open.FireAt);
            }

            script.Turn(open.Kind == EventKind.TimerCreated ? Fired(open.Id) : Failed(open.Id, $"failure of {open.Id}"));
        }

        return pauses;
    }
}
