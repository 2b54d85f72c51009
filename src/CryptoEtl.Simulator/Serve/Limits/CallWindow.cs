namespace CryptoEtl.Simulator.Serve.Limits;

/// <summary>Allows so many calls in each clock period: a minute starts when the clock says so, not with the first call.</summary>
internal sealed class CallWindow(int limit, TimeSpan period, TimeProvider clock)
{
    private readonly Lock gate = new();
    private long current = long.MinValue;
    private int used;

    public int Limit => limit;

    /// <summary>Counts one call. False: the limit is reached.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            Turn();
            if (used >= limit)
                return false;
            used++;
            return true;
        }
    }

    /// <summary>Calls left in the running period, and when the next one starts.</summary>
    public (int Remaining, DateTimeOffset Reset) Standing()
    {
        lock (gate)
        {
            Turn();
            return (limit - used, new DateTimeOffset((current + 1) * period.Ticks, TimeSpan.Zero));
        }
    }

    private void Turn()
    {
        var number = clock.GetUtcNow().UtcTicks / period.Ticks;
        if (number != current)
            (current, used) = (number, 0);
    }
}
