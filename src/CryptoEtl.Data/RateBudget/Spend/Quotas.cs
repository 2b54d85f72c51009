namespace CryptoEtl.Data.RateBudget.Spend;

/// <summary>Takes the source's own figures over into the shared state.</summary>
internal static class Quotas
{
    // Ends that lie closer together than this are the same end, told with a rounding.
    private static readonly TimeSpan SamePeriod = TimeSpan.FromMinutes(1);

    /// <returns>The same object when the quota tells nothing new.</returns>
    public static BudgetState Reconcile(this BudgetState state, SourceQuota quota, DateTimeOffset now)
    {
        var next = state with
        {
            SourceCallsPerMinute = quota.CallsPerMinute ?? state.SourceCallsPerMinute,
            SourceCallsPerDay = quota.CallsPerDay ?? state.SourceCallsPerDay,
            DayAllowance = Lower(state.DayAllowance, quota.DayLeft, quota.CallsPerDay, quota.ResetsAt ?? NextDay(now)),
            MonthAllowance = Lower(state.MonthAllowance, quota.MonthLeft, quota.MonthLimit, quota.DayLeft is null && quota.ResetsAt is { } end ? end : NextMonth(now)),
        };
        return next == state ? state : next;
    }

    /// <summary>The smaller of what we think and what the source says: our reserved calls are not in its figure yet, other users' are not in ours.
    /// A changed plan is believed as it is.</summary>
    private static Allowance? Lower(Allowance? ours, long? left, long? limit, DateTimeOffset until)
    {
        if (left is not { } theirs)
            return ours;
        var known = ours is not null && until <= ours.Until + SamePeriod && (limit is null || ours.Limit is null || limit == ours.Limit);
        return known
            ? ours! with { Left = Math.Min(ours!.Left, theirs), Limit = limit ?? ours.Limit }
            : new(theirs, until, limit);
    }

    private static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static DateTimeOffset NextMonth(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
}
