namespace CryptoEtl.Data.RateBudget.Pacing;

/// <summary>What a 429 does to the pace: half of it at once, and back a little every minute.</summary>
internal static class Throttling
{
    public const double LowestFactor = 0.05;
    public const double RecoveryPerMinute = 0.1;

    private static readonly TimeSpan LongestBlock = TimeSpan.FromDays(1);

    public static double FactorAt(this BudgetState state, DateTimeOffset now)
    {
        var minutes = Math.Max(0, (now - state.FactorFrom).TotalMinutes);
        return Math.Min(1, state.Factor + RecoveryPerMinute * minutes);
    }

    /// <summary>Blocks and slows. Calls that were under way when the block began belong to the same event and do not slow again.</summary>
    /// <param name="sentAt">When the refused call left.</param>
    /// <param name="retryAfter">As the source says. Null: until its next clock minute.</param>
    /// <param name="limit">Gives the tolerance that is used up: there is no burst after a block.</param>
    /// <param name="jitter">Keeps clear of the very edge of the minute.</param>
    public static BudgetState Throttle(
        this BudgetState state, DateTimeOffset sentAt, TimeSpan? retryAfter, SourceLimit limit, DateTimeOffset now, TimeSpan jitter)
    {
        if (sentAt >= state.BlockedUntil)
            return state.Slow(now).Block(Until(retryAfter, now, jitter), limit);
        return retryAfter is not null ? state.Block(Until(retryAfter, now, jitter), limit) : state;
    }

    private static BudgetState Slow(this BudgetState state, DateTimeOffset now) =>
        state with { Factor = Math.Max(LowestFactor, state.FactorAt(now) / 2), FactorFrom = now };

    private static BudgetState Block(this BudgetState state, DateTimeOffset until, SourceLimit limit)
    {
        if (until <= state.BlockedUntil)
            return state;

        var pace = Pace.Of(limit, state.SourceCallsPerMinute, state.Factor);
        return state with { BlockedUntil = until, FactorFrom = until, NextAt = Slots.Later(state.NextAt, until + pace.Tolerance) };
    }

    private static DateTimeOffset Until(TimeSpan? retryAfter, DateTimeOffset now, TimeSpan jitter)
    {
        if (retryAfter is { } wait)
            return now + (wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestBlock ? wait : LongestBlock);

        var minute = TimeSpan.TicksPerMinute;
        return new DateTimeOffset((now.UtcTicks / minute + 1) * minute, TimeSpan.Zero) + jitter;
    }
}
