namespace CryptoEtl.LocalHost.Durable.Timers;

/// <summary>Calls back at given times by an injected clock. Memory only: who sets an alarm keeps the durable record of it.</summary>
internal sealed class AlarmClock : IDisposable
{
    /// <summary>Clocks have a longest wait; a farther alarm is waited for in steps.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly PriorityQueue<Alarm, (DateTime Due, long Order)> _alarms = new();
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _order;
    private bool _disposed;

    public AlarmClock(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls <paramref name="action"/> once, at <paramref name="due"/> or as soon as possible after it, on any thread.</summary>
    /// <returns>Disposing it before then cancels the alarm.</returns>
    public IDisposable Set(DateTime due, Action action)
    {
        var alarm = new Alarm(action);
        lock (_gate)
        {
            _alarms.Enqueue(alarm, (due, _order++));
            Arm();
        }

        return alarm;
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _timer.Dispose();
    }

    private void Ring()
    {
        List<Alarm> due = [];
        lock (_gate)
        {
            var now = _time.GetUtcNow().UtcDateTime;
            while (_alarms.TryPeek(out var alarm, out var at) && at.Due <= now)
            {
                _alarms.Dequeue();
                due.Add(alarm);
            }

            Arm();
        }

        foreach (var alarm in due) alarm.Ring();
    }

    private void Arm()
    {
        while (_alarms.TryPeek(out var cancelled, out _) && cancelled.IsCancelled) _alarms.Dequeue();
        if (_disposed || !_alarms.TryPeek(out _, out var next)) return;

        var wait = next.Due - _time.GetUtcNow().UtcDateTime;
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        // Timers count whole milliseconds: rounding up avoids waking just before the time.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(whole < LongestWait ? whole : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private sealed class Alarm(Action action) : IDisposable
    {
        private Action? _action = action;

        public bool IsCancelled => Volatile.Read(ref _action) is null;

        public void Ring() => Interlocked.Exchange(ref _action, null)?.Invoke();

        public void Dispose() => Interlocked.Exchange(ref _action, null);
    }
}
