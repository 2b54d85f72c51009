using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using CryptoEtl.LocalHost.FunctionsHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.FunctionsHost.Timers;

/// <summary>Runs the timer-triggered functions while the host runs, each by itself and never twice at once.</summary>
internal sealed class TimerService(
    FunctionCatalog catalog, FunctionRunner runner, DurableEngine engine, TimeProvider time, ILoggerFactory loggers, IConfiguration? configuration = null)
    : BackgroundService
{
    private TimerLoop[] _loops = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Schedules are read here, not in the background, so that a bad one stops the host from starting.
        _loops = [.. catalog.Of(FunctionKind.Timer).Select(Create)];
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_loops.Select(loop => loop.RunAsync(stoppingToken)));

    private TimerLoop Create(LocalFunction function)
    {
        var trigger = (TimerTriggerAttribute)function.Trigger;
        var schedule = TimerSchedule.Parse(trigger.Schedule, function.Name, name => configuration?[name]);
        return new TimerLoop(
            new TimerInvocation(function, runner, time, loggers.CreateLogger<TimerService>()),
            schedule,
            new ScheduleMonitor(engine, function.Name, trigger.UseMonitor && !schedule.IsTooOftenToMonitor(time.GetUtcNow().UtcDateTime)),
            trigger.RunOnStartup,
            time);
    }
}
