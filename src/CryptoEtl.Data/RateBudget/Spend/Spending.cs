namespace CryptoEtl.Data.RateBudget.Spend;

/// <summary>What one turn was charged, so that it can be given back to the same day and run.</summary>
internal sealed record Charge(string RunId, long Cost, DateOnly Day);

/// <summary>The ledger: charges and refunds on the shared state.</summary>
internal static class Spending
{
    private const int MostRuns = 500;

    public static BudgetState Charge(this BudgetState state, Charge charge, DateTimeOffset now) =>
        state.Add(charge, charge.Cost, 1) with
        {
            Runs = state.Runs.SetItem(charge.RunId, new(state.SpentBy(charge.RunId) + charge.Cost, now)).Prune(charge.RunId),
        };

    /// <summary>A call that was never sent: neither its cost nor the call counts.</summary>
    public static BudgetState Return(this BudgetState state, Charge charge) => state.Uncharge(charge, 1);

    /// <summary>A call that was sent and failed: it counts as a call, without cost.</summary>
    public static BudgetState Refund(this BudgetState state, Charge charge) => charge.Cost == 0 ? state : state.Uncharge(charge, 0);

    public static long SpentBy(this BudgetState state, string runId) => state.Runs.TryGetValue(runId, out var run) ? run.Spent : 0;

    /// <summary>Begins a new day or month where there is one. A host whose clock is behind keeps counting in the newer one.</summary>
    public static BudgetState Roll(this BudgetState state, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var month = FirstOfMonth(day);
        if (state.Day.Start < day)
            state = state with { Day = new(day, 0, 0) };
        if (state.Month.Start < month)
            state = state with { Month = new(month, 0, 0) };
        if (state.DayAllowance?.Until <= now)
            state = state with { DayAllowance = null };
        return state.MonthAllowance?.Until <= now ? state with { MonthAllowance = null } : state;
    }

    public static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private static BudgetState Uncharge(this BudgetState state, Charge charge, int calls)
    {
        state = state.Add(charge, -charge.Cost, -calls);
        return state.Runs.TryGetValue(charge.RunId, out var run)
            ? state with { Runs = state.Runs.SetItem(charge.RunId, run with { Spent = Math.Max(0, run.Spent - charge.Cost) }) }
            : state;
    }

    private static BudgetState Add(this BudgetState state, Charge charge, long cost, int calls) => state with
    {
        Day = state.Day.Add(charge.Day, cost, calls),
        Month = state.Month.Add(FirstOfMonth(charge.Day), cost, calls),
        DayAllowance = state.DayAllowance is { } day ? day with { Left = day.Left - calls } : null,
        MonthAllowance = state.MonthAllowance is { } month ? month with { Left = month.Left - cost } : null,
    };

    /// <summary>Leaves a period that has ended since alone.</summary>
    private static PeriodSpend Add(this PeriodSpend period, DateOnly start, long cost, int calls) =>
        period.Start != start ? period : period with { Spent = period.Spent + cost, Calls = period.Calls + calls };

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, RunSpend> Prune(
        this System.Collections.Immutable.ImmutableSortedDictionary<string, RunSpend> runs, string keep)
    {
        if (runs.Count <= MostRuns)
            return runs;
        var oldest = runs.Where(run => run.Key != keep).MinBy(run => run.Value.Last).Key;
        return runs.Remove(oldest);
    }
}
