using CryptoEtl.Core;
using CryptoEtl.LocalHost.Durable;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>Starting, finding and listing instances.</summary>
public sealed class InstanceTests
{
    [Fact]
    public async Task An_id_in_use_is_refused_and_a_finished_one_is_replaced()
    {
        var open = new TaskCompletionSource();
        await using var host = await EngineHost.StartAsync(
            async context => await context.CallActivityAsync<int>("Wait") + context.GetInput<int>(),
            registry => registry.AddActivity("Wait", async (_, _) =>
            {
                await open.Task;
                return "1";
            }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", 10, new StartOrchestrationOptions("main"));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Main", 20, new StartOrchestrationOptions("main")));
        open.SetResult();
        Assert.Equal(11, (await host.EndOf("main")).ReadOutputAs<int>());
        Assert.Equal(21, (await host.RunAsync(20)).ReadOutputAs<int>());

        Assert.Equal("OS ExecutionStarted TaskScheduled#0 OC · OS TaskCompleted->0 ExecutionCompleted#1 OC", host.HistoryOf("main"));
    }

    [Fact]
    public async Task Dedupe_statuses_say_which_finished_instance_may_not_be_replaced()
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(1));
        await host.RunAsync();
        var options = new StartOrchestrationOptions("main").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, options));
    }

    [Fact]
    public async Task A_child_with_the_id_of_a_running_instance_fails_the_call()
    {
        await using var host = await EngineHost.StartAsync(
            context => context.CallSubOrchestratorAsync<object?>("Main", null, new SubOrchestrationOptions(instanceId: context.InstanceId))!);

        var end = await host.RunAsync();

        Assert.Contains("'main' is Running", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Theory, InlineData("@a"), InlineData("a/b"), InlineData("a\\b"), InlineData("a#"), InlineData("a?"), InlineData("a\n"), InlineData("")]
    public async Task Ids_that_a_functions_host_would_not_take_are_refused(string id)
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(1));

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task An_unknown_orchestrator_is_refused_and_an_unknown_instance_is_null()
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(1));

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Missing"));
        Assert.Null(await host.Client.GetInstanceAsync("missing"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.WaitForInstanceCompletionAsync("missing"));
    }

    [Fact]
    public async Task Without_an_id_one_of_32_hexadecimal_digits_is_made()
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(1));

        Assert.Matches("^[0-9a-f]{32}$", await host.Client.ScheduleNewOrchestrationInstanceAsync("Main"));
    }

    [Fact]
    public async Task Inputs_and_outputs_come_when_asked_for_and_not_otherwise()
    {
        await using var host = await EngineHost.StartAsync(context => Task.FromResult<object?>(context.GetInput<string>() + "!"));
        await host.RunAsync("hello");

        var with = (await host.Client.GetInstanceAsync("main", getInputsAndOutputs: true))!;
        var without = (await host.Client.GetInstanceAsync("main"))!;

        Assert.Equal(("hello", "hello!"), (with.ReadInputAs<string>(), with.ReadOutputAs<string>()));
        Assert.Throws<InvalidOperationException>(() => without.ReadOutputAs<string>());
        Assert.Null(without.SerializedInput);
    }

    [Fact]
    public async Task Lists_are_filtered_and_come_in_pages()
    {
        await using var host = await EngineHost.StartAsync(
            context => context.GetInput<int>() == 3 ? throw new InvalidOperationException("three") : Task.FromResult<object?>(1));
        for (var i = 0; i < 7; i++) await host.RunAsync(i, $"run-{i}");
        await host.RunAsync(0, "other");

        var pages = await PagesAsync(host.Client.GetAllInstancesAsync(new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "run-", PageSize: 4)));

        Assert.Equal([["run-0", "run-1", "run-2", "run-4"], ["run-5", "run-6"]], pages);
        Assert.Equal(["run-3"], (await host.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Failed])).Values);
        Assert.Equal([[]], await PagesAsync(host.Client.GetAllInstancesAsync(new OrchestrationQuery(CreatedFrom: DateTimeOffset.MaxValue))));
    }

    [Fact]
    public async Task Tags_reach_the_instance_and_its_children()
    {
        await using var host = await EngineHost.StartAsync(
            context => context.CallSubOrchestratorAsync<object?>(
                "Child", null, new SubOrchestrationOptions(new TaskOptions(tags: new Dictionary<string, string> { ["b"] = "2" }), "child"))!,
            registry => registry.AddOrchestrator("Child", (context, _) => Task.FromResult<object?>(context.Parent!.InstanceId)));
        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", null, new StartOrchestrationOptions("main") { Tags = new Dictionary<string, string> { ["a"] = "1" } });

        var end = await host.EndOf("main");

        Assert.Equal("main", end.ReadOutputAs<string>());
        Assert.Equal("1", end.Tags["a"]);
        Assert.Equal("1 2", string.Join(' ', (await host.Client.GetInstanceAsync("child"))!.Tags.OrderBy(tag => tag.Key).Select(tag => tag.Value)));
    }

    [Fact]
    public async Task Custom_status_is_seen_while_running_and_after_the_end()
    {
        var open = new TaskCompletionSource();
        await using var host = await EngineHost.StartAsync(
            async context =>
            {
                context.SetCustomStatus(new { Page = 1 });
                await context.CallActivityAsync("Wait");
                context.SetCustomStatus("last");
                return null;
            },
            registry => registry.AddActivity("Wait", async (_, _) =>
            {
                await open.Task;
                return null;
            }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));

        Assert.Equal("""{"Page":1}""", (await host.Client.WaitForInstanceStartAsync("main", getInputsAndOutputs: true)).SerializedCustomStatus);
        open.SetResult();
        Assert.Equal("last", (await host.EndOf("main")).ReadCustomStatusAs<string>());
    }

    [Theory, InlineData(8190, OrchestrationRuntimeStatus.Completed), InlineData(8191, OrchestrationRuntimeStatus.Failed)]
    public async Task A_custom_status_above_16_kilobytes_fails_the_instance(int characters, OrchestrationRuntimeStatus status)
    {
        await using var host = await EngineHost.StartAsync(context =>
        {
            context.SetCustomStatus(new string('x', characters));
            return Task.FromResult<object?>(null);
        });

        var end = await host.RunAsync();

        Assert.Equal(status, end.RuntimeStatus);
        if (status == OrchestrationRuntimeStatus.Failed) Assert.StartsWith("CustomStatus is too large", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_a_later_version_says_so()
    {
        await using var host = await EngineHost.StartAsync(context => context.WaitForExternalEvent<object?>("go", TimeSpan.FromDays(1))!);

        await Assert.ThrowsAsync<NotSupportedException>(() => host.Client.TerminateInstanceAsync("main"));
        await Assert.ThrowsAsync<NotSupportedException>(() => host.Client.RaiseEventAsync("main", "go"));
        await Assert.ThrowsAsync<NotSupportedException>(() => host.Client.PurgeInstanceAsync("main"));
        Assert.Equal("System.NotSupportedException", (await host.RunAsync()).FailureDetails!.ErrorType);
    }

    [Fact]
    public void Two_functions_of_one_name_are_refused() =>
        Assert.Throws<BadInputException>(() => new DurableRegistry().AddActivity("a", (_, _) => null!).AddActivity("A", (_, _) => null!));

    private static async Task<List<string[]>> PagesAsync(AsyncPageable<OrchestrationMetadata> all)
    {
        List<string[]> pages = [];
        await foreach (var page in all.AsPages()) pages.Add([.. page.Values.Select(instance => instance.InstanceId)]);
        return pages;
    }
}
