namespace CryptoEtl.Data.RateBudget.Spend;

/// <summary>What waits before a request and will be charged first.</summary>
/// <param name="Run">Cost of the waiting requests of the same run.</param>
internal readonly record struct Ahead(long Calls, long Cost, long Run);

/// <summary>The caps of the user and the quotas of the source.</summary>
internal static class SpendRules
{
    /// <summary>Why a request may not go, in one line for people; null when it may.</summary>
    /// <param name="state">Rolled to the present day.</param>
    public static string? Refusal(this BudgetState state, SourceBudget budget, BudgetRequest request, Ahead ahead) =>
        Caps(state, budget, request, ahead)
            .Where(cap => cap.Most is { } most && cap.Wanted > 0 && cap.Spent + cap.Ahead + cap.Wanted > most)
            .Select(cap => cap.Describe(request.Source))
            .FirstOrDefault();

    /// <summary>The smaller of the setting and the source's figure.</summary>
    public static long? CallsPerDay(this BudgetState state, SourceBudget budget) => Least(budget.Limit.CallsPerDay, state.SourceCallsPerDay);

    public static long? Least(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    private static IEnumerable<Cap> Caps(BudgetState state, SourceBudget budget, BudgetRequest request, Ahead ahead)
    {
        var (caps, cost, unit, prefix) = (budget.Caps, budget.CostOf(request), budget.Units, budget.SettingPrefix);
        yield return new("cap per run", caps.PerRun, state.SpentBy(request.RunId), ahead.Run, cost, unit, $"{prefix}_MAX_PER_RUN, run {request.RunId}");
        yield return new("cap per day", caps.PerDay, state.Day.Spent, ahead.Cost, cost, unit, $"{prefix}_MAX_PER_DAY");
        yield return new("cap per month", caps.PerMonth, state.Month.Spent, ahead.Cost, cost, unit, $"{prefix}_MAX_PER_MONTH");
        yield return new("limit per day", state.CallsPerDay(budget), state.Day.Calls, ahead.Calls, 1, "calls", $"{prefix}_CALLS_PER_DAY");
        yield return new("rest of the source's day", state.DayAllowance?.Left, 0, ahead.Calls, 1, "calls", $"ends {state.DayAllowance?.Until:yyyy-MM-dd HH:mm}Z");
        yield return new("rest of the source's month", state.MonthAllowance?.Left, 0, ahead.Cost, cost, unit, $"ends {state.MonthAllowance?.Until:yyyy-MM-dd}");
    }

    private sealed record Cap(string Name, long? Most, long Spent, long Ahead, long Wanted, string Unit, string Setting)
    {
        public string Describe(string source)
        {
            var waiting = Ahead > 0 ? $", {Ahead} wait before" : "";
            return FormattableString.Invariant($"{source}: the {Name} is {Most} {Unit} ({Setting}): {Spent} spent{waiting}, {Wanted} wanted");
        }
    }
}
