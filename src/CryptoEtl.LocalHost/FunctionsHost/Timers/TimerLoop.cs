using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.LocalHost.FunctionsHost.Timers;

/// <summary>One function's life by its schedule: what was missed once at the start, then every occurrence as it comes.</summary>
internal sealed class TimerLoop(TimerInvocation invocation, TimerSchedule schedule, ScheduleMonitor monitor, bool runOnStartup, TimeProvider time)
{
    /// <summary>Clocks have a longest wait; a farther occurrence is waited for in steps.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTime _last;
    private DateTime _next;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await StartAsync(stopping);
            while (true)
            {
                await WaitUntilAsync(_next, stopping);
                await InvokeAsync(OccurrenceNow(), isPastDue: false, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops. What is missed meanwhile is caught up at the next start, if it is monitored.
        }
    }

    private async Task StartAsync(CancellationToken stopping)
    {
        var isPastDue = await ReadAsync();
        if (isPastDue || runOnStartup) await InvokeAsync(Now, isPastDue, stopping);
    }

    /// <returns>Whether an occurrence was missed while the host was down.</returns>
    private async Task<bool> ReadAsync()
    {
        var known = monitor.Read();
        if (known is not null && schedule.After(known.Last) == known.Next)
        {
            (_last, _next) = (known.Last, known.Next);
            return Now > known.Next;
        }

        // Never seen, or the schedule was edited: what the new one would have done in the past is not caught up.
        (_last, _next) = (Now, schedule.After(Now));
        await monitor.WriteAsync(_last, _next, Now);
        return false;
    }

    /// <summary>The occurrence to run now. When the last run took past later ones, they are this one run.</summary>
    private DateTime OccurrenceNow() => schedule.After(_next) <= Now ? Now : _next;

    private async Task InvokeAsync(DateTime occurrence, bool isPastDue, CancellationToken stopping)
    {
        await invocation.RunAsync(new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = Status(occurrence) }, stopping);
        (_last, _next) = (occurrence, schedule.After(occurrence));
        await monitor.WriteAsync(_last, _next, Now);
    }

    private ScheduleStatus? Status(DateTime occurrence) => monitor.IsOn
        ? new ScheduleStatus { Last = _last, Next = schedule.After(occurrence), LastUpdated = Now }
        : null;

    private async Task WaitUntilAsync(DateTime due, CancellationToken stopping)
    {
        while (due - Now is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : LongestWait, time, stopping);
    }
}
