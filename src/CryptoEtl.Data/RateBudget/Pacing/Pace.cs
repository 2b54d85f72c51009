namespace CryptoEtl.Data.RateBudget.Pacing;

/// <summary>How closely calls may follow each other.</summary>
/// <param name="Interval">Between calls in the long run.</param>
/// <param name="Burst">Calls that may go at once after a quiet time, 1 or more.</param>
/// <param name="Lateness">A slot not used so long after its time is void.</param>
/// <remarks>
/// Calls leave at slots s; between any slot and the (n-1)th after it lie at least (n - Burst) intervals. A call arrives up to
/// <see cref="Jitter"/> after its slot. So a window of 60 s holds calls of slots within 60 s + jitter, and fewer than
/// Burst + (60 s + jitter) / Interval of them. The interval is chosen to make that the limit: no window of 60 s, the clock's minutes among
/// them, ever gets more. docs/budget.md has the figures.
/// </remarks>
internal readonly record struct Pace(TimeSpan Interval, int Burst, TimeSpan Lateness)
{
    /// <summary>Late hand-out, network and clock skew between hosts together, in a window of a minute.</summary>
    public static readonly TimeSpan Jitter = TimeSpan.FromSeconds(1.5);

    /// <summary>The same in a window of a second, where there is less room.</summary>
    public static readonly TimeSpan SecondJitter = TimeSpan.FromSeconds(0.25);

    private const double BurstShare = 0.02;

    /// <summary>How far slots may run ahead of an even pace.</summary>
    public TimeSpan Tolerance => Interval * (Burst - 1);

    public double CallsPerMinute => TimeSpan.FromMinutes(1) / Interval;

    /// <summary>Slots reserved at a time: about a second's worth.</summary>
    public int Batch => Math.Max(1, (int)(TimeSpan.FromSeconds(1) / Interval));

    /// <param name="sourceCallsPerMinute">The source's own figure; the smaller one counts. Null: unknown.</param>
    /// <param name="factor">Share of the full pace, above 0 and at most 1.</param>
    public static Pace Of(SourceLimit limit, int? sourceCallsPerMinute, double factor)
    {
        var callsPerMinute = PerMinute(limit, sourceCallsPerMinute);
        var burst = limit.CallsPerSecond is null ? Math.Max(1, (int)(BurstShare * callsPerMinute)) : 1;
        var interval = Spread(TimeSpan.FromMinutes(1) + Jitter, callsPerMinute - burst + 1);
        if (limit.CallsPerSecond is not { } callsPerSecond)
            return new(interval / factor, Math.Max(1, (int)(burst * factor)), Jitter / 3);

        var within = Spread(TimeSpan.FromSeconds(1) + SecondJitter, callsPerSecond);
        return new((interval > within ? interval : within) / factor, 1, SecondJitter / 3);
    }

    public static int PerMinute(SourceLimit limit, int? sourceCallsPerMinute) =>
        Math.Max(1, Math.Min(limit.CallsPerMinute, sourceCallsPerMinute ?? int.MaxValue));

    /// <summary>Rounded up: a tick too little, many times over, is a call too many.</summary>
    private static TimeSpan Spread(TimeSpan window, int calls) => window / calls + TimeSpan.FromTicks(1);
}
