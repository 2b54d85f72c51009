namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>Runs async code on one thread in invented time: it jumps to the next timer when nothing else is left to do.</summary>
/// <remarks>Everything happens in the same order every time, and an hour of waiting takes no time.</remarks>
internal sealed class InventedTime : TimeProvider
{
    private readonly PriorityQueue<Alarm, (DateTimeOffset Due, long Number)> alarms = new();
    private readonly Queue<Action> ready = new();
    private DateTimeOffset now;
    private long numbers;

    private InventedTime(DateTimeOffset start) => now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Runs <paramref name="body"/> to its end.</summary>
    public static void Run(Func<InventedTime, Task> body, DateTimeOffset? start = null)
    {
        var time = new InventedTime(start ?? new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero));
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new OneThread(time.ready));
        try
        {
            var task = body(time);
            while (!task.IsCompleted)
                time.Step();
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public Task Delay(TimeSpan span) => Task.Delay(span, this);

    private void Step()
    {
        if (ready.TryDequeue(out var action))
        {
            action();
            return;
        }

        if (!alarms.TryDequeue(out var alarm, out var at))
            throw new InvalidOperationException("everybody waits and nothing will ever happen");
        if (alarm.Number != at.Number)
            return;
        now = at.Due > now ? at.Due : now;
        alarm.Ring();
    }

    private sealed class Alarm(InventedTime time, Action ring) : ITimer
    {
        /// <summary>Of its valid entry in the queue; older entries are void.</summary>
        public long Number { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Number = ++time.numbers;
            if (dueTime >= TimeSpan.Zero)
                time.alarms.Enqueue(this, (time.now + dueTime, Number));
            return true;
        }

        public void Dispose() => Number = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OneThread(Queue<Action> ready) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => ready.Enqueue(() => d(state));
    }
}

/// <summary>A host's clock that is wrong by a constant.</summary>
internal sealed class SkewedTime(TimeProvider right, TimeSpan skew) : TimeProvider
{
    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + skew;

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        right.CreateTimer(callback, state, dueTime, period);
}
