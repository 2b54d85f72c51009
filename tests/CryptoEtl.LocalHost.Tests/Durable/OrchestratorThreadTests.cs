using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>An orchestrator that leaves its thread fails; it neither hangs nor corrupts.</summary>
public sealed class OrchestratorThreadTests
{
    /// <summary>Long enough that the task is still under way when it is awaited: one that is done already leaves no thread.</summary>
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(50);

    public static TheoryData<string> Strays => ["delay", "run", "configure", "yield", "context"];

    [Theory, MemberData(nameof(Strays))]
    public async Task Awaiting_what_is_not_durable_fails_the_instance(string how)
    {
        await using var host = await EngineHost.StartAsync(context => StrayAsync(context, how));

        var end = await host.RunAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
        Assert.StartsWith("An invalid asynchronous invocation was detected.", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Combinators_of_durable_tasks_stay_on_the_thread(bool replay)
    {
        await using var host = await EngineHost.StartAsync(
            async context =>
            {
                var all = Task.WhenAll(context.CallActivityAsync<int>("Echo", 1), context.CallActivityAsync<int>("Echo", 2));
                var sum = await all.ContinueWith(done => done.Result.Sum(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
                return context.NewGuid() == Guid.Empty ? 0 : sum;
            },
            registry => registry.AddActivity("Echo", (call, _) => Task.FromResult(call.Input)),
            replayEveryTurn: replay);

        Assert.Equal(3, (await host.RunAsync()).ReadOutputAs<int>());
    }

    private static async Task<object?> StrayAsync(TaskOrchestrationContext context, string how)
    {
        switch (how)
        {
            case "delay":
                await Task.Delay(AWhile);
                break;
            case "run":
                await Task.Run(() => Task.Delay(AWhile));
                break;
            case "configure":
                await Task.Delay(AWhile).ConfigureAwait(false);
                break;
            case "yield":
                await Task.Run(async () => { await Task.Yield(); await Task.Delay(AWhile); });
                break;
            case "context":
                await Task.Run(() => context.CallActivityAsync("Work"));
                break;
        }

        return how;
    }
}
