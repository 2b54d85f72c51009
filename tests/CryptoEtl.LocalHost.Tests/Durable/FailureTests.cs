using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

public sealed class FailureTests
{
    [Fact]
    public async Task An_activity_failure_keeps_type_message_and_cause()
    {
        TaskFailureDetails? seen = null;
        await using var host = await EngineHost.StartAsync(
            async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail");
                }
                catch (TaskFailedException failed)
                {
                    seen = failed.FailureDetails;
                }

                return null;
            },
            registry => registry.AddActivity("Fail", (_, _) => throw new InvalidOperationException("outer: with colon", new FileNotFoundException("inner"))));

        await host.RunAsync();

        Assert.Equal(("System.InvalidOperationException", "outer: with colon"), (seen!.ErrorType, seen.ErrorMessage));
        Assert.Equal("System.IO.FileNotFoundException", seen.InnerFailure!.ErrorType);
        Assert.True(seen.IsCausedBy<SystemException>());
        Assert.Contains(nameof(FailureTests), seen.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_failure_nobody_catches_fails_the_instance()
    {
        await using var host = await EngineHost.StartAsync(
            context => context.CallActivityAsync<object?>("Fail")!,
            registry => registry.AddActivity("Fail", (_, _) => throw new InvalidOperationException("no")));

        var end = await host.RunAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Task 'Fail' (#0) failed with an unhandled exception: no", end.SerializedOutput);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails!.ErrorType);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task A_child_that_lets_a_failure_escape_shows_it_to_the_parent_as_its_cause()
    {
        await using var host = await EngineHost.StartAsync(
            context => context.CallSubOrchestratorAsync<object?>("Child")!,
            registry => registry
                .AddOrchestrator("Child", (context, _) => context.CallActivityAsync<object?>("Fail")!)
                .AddActivity("Fail", (_, _) => throw new InvalidOperationException("no")));

        var failure = (await host.RunAsync()).FailureDetails!;

        Assert.Equal(
            ["Microsoft.DurableTask.TaskFailedException", "Microsoft.DurableTask.TaskFailedException", "System.InvalidOperationException"],
            [failure.ErrorType, failure.InnerFailure!.ErrorType, failure.InnerFailure.InnerFailure!.ErrorType]);
    }

    [Fact]
    public async Task An_unknown_activity_is_a_failure_and_is_retried_like_one()
    {
        await using var host = await EngineHost.StartAsync(
            context => context.CallActivityAsync<object?>("Missing", null, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(1))))!);

        var end = await host.RunAsync();

        Assert.Equal("Task 'Missing' (#2) failed with an unhandled exception: There is no activity named 'Missing'.", end.SerializedOutput);
    }

    [Fact]
    public async Task An_unknown_child_orchestrator_fails_the_call()
    {
        await using var host = await EngineHost.StartAsync(context => context.CallSubOrchestratorAsync<object?>("Missing")!);

        var end = await host.RunAsync();

        Assert.Equal("There is no orchestrator named 'Missing'.", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task A_failed_child_is_replaced_by_its_next_attempt()
    {
        var attempts = 0;
        await using var host = await EngineHost.StartAsync(
            context => context.CallSubOrchestratorAsync<object?>(
                "Child", null, new SubOrchestrationOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(1)), "child"))!,
            registry => registry.AddOrchestrator("Child", (_, _) =>
                Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException("first") : Task.FromResult<object?>("second")));

        var end = await host.RunAsync();

        Assert.Equal("second", end.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.GetInstanceAsync("child"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_result_that_cannot_be_serialised_fails_the_instance()
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(new Func<int>(() => 1)));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync()).RuntimeStatus);
    }

    [Fact]
    public async Task Options_passed_as_input_are_refused()
    {
        await using var host = await EngineHost.StartAsync(
            context => context.CallActivityAsync<object?>("Work", (object)TaskOptions.FromRetryPolicy(new RetryPolicy(1, TimeSpan.FromSeconds(1))))!);

        Assert.Equal("System.ArgumentException", (await host.RunAsync()).FailureDetails!.ErrorType);
    }
}
