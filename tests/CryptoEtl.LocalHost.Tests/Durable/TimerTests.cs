using System.Globalization;
using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

public sealed class TimerTests
{
    private readonly ManualTimeProvider _time = new(ManualTimeProvider.Epoch);

    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        await using var host = await EngineHost.StartAsync(SleepAsync(TimeSpan.FromHours(2)), time: _time);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await ArmedAsync();

        _time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(1));
        Assert.False((await host.Client.GetInstanceAsync("main"))!.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        var end = await host.EndOf("main");
        Assert.Equal(ManualTimeProvider.Epoch.UtcDateTime.AddHours(2), end.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_long_wait_is_a_chain_of_timers_of_at_most_three_days()
    {
        await using var host = await EngineHost.StartAsync(SleepAsync(TimeSpan.FromDays(7)), time: _time);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));

        for (var day = 0; day < 7; day++)
        {
            await ArmedAsync();
            _time.Advance(TimeSpan.FromDays(1));
        }

        await host.EndOf("main");
        var due = host.Engine.ReadHistory("main")!
            .Where(e => e.Kind == EventKind.TimerCreated)
            .Select(e => DateTime.Parse(e.Payload!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) - ManualTimeProvider.Epoch.UtcDateTime);
        Assert.Equal([3, 6, 7], due.Select(span => span.TotalDays));
    }

    [Fact]
    public async Task A_time_in_the_past_fires_at_once()
    {
        await using var host = await EngineHost.StartAsync(SleepAsync(TimeSpan.FromHours(-1)), time: _time);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.RunAsync()).RuntimeStatus);
    }

    [Fact]
    public async Task A_timer_is_set_again_by_the_next_process()
    {
        await using var host = await EngineHost.StartAsync(SleepAsync(TimeSpan.FromHours(2)), time: _time);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await ArmedAsync();

        await host.RestartAsync();
        await ArmedAsync();
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.EndOf("main")).RuntimeStatus);
    }

    [Fact]
    public async Task A_timer_due_while_no_process_ran_fires_at_the_next_start()
    {
        await using var host = await EngineHost.StartAsync(SleepAsync(TimeSpan.FromHours(2)), time: _time);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await ArmedAsync();
        await host.Engine.StopAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromDays(1));
        await host.StartAsync();

        Assert.Equal(ManualTimeProvider.Epoch.UtcDateTime.AddDays(1), (await host.EndOf("main")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_cancelled_timer_throws_TaskCanceledException_and_is_not_waited_for()
    {
        await using var host = await EngineHost.StartAsync(
            async context =>
            {
                using var enough = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), enough.Token);
                enough.Cancel();
                try
                {
                    await timer;
                    return "fired";
                }
                catch (TaskCanceledException)
                {
                    return "cancelled";
                }
            },
            time: _time);

        Assert.Equal("cancelled", (await host.RunAsync()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_with_a_start_time_is_pending_until_then()
    {
        await using var host = await EngineHost.StartAsync(context => Task.FromResult<object?>(context.CurrentUtcDateTime), time: _time);
        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", null, new StartOrchestrationOptions("main", ManualTimeProvider.Epoch.AddHours(1)));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync("main"))!.RuntimeStatus);
        await ArmedAsync();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ManualTimeProvider.Epoch.UtcDateTime.AddHours(1), (await host.EndOf("main")).ReadOutputAs<DateTime>());
    }

    private static Func<TaskOrchestrationContext, Task<object?>> SleepAsync(TimeSpan span) => async context =>
    {
        await context.CreateTimer(span, CancellationToken.None);
        return context.CurrentUtcDateTime;
    };

    private Task ArmedAsync() => Eventually.TrueAsync(() => _time.NextDue is not null, "a timer to be set");
}
