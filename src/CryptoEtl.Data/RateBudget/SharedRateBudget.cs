using System.Collections.Frozen;
using CryptoEtl.Data.RateBudget.Lane;
using CryptoEtl.Data.RateBudget.Pacing;
using CryptoEtl.Data.RateBudget.Spend;

namespace CryptoEtl.Data.RateBudget;

/// <summary>One host's share of the budget. Several of them on one store, in one process or in many, keep to each key's limit together.</summary>
/// <param name="sources">By source name. Sources that are not in it cannot be asked.</param>
/// <param name="waiting">The real clock: it runs on where the clock of the data stands still.</param>
public sealed class SharedRateBudget(IBudgetStore store, IReadOnlyDictionary<string, SourceBudget> sources, TimeProvider waiting) : IRateBudget, IDisposable
{
    private readonly FrozenDictionary<string, SourceLane> lanes = sources.ToFrozenDictionary(
        source => source.Key,
        source => new SourceLane(source.Value, new BudgetLedger(store, $"{source.Key}-{source.Value.KeyId}", waiting), waiting),
        StringComparer.Ordinal);

    public async ValueTask<BudgetTurn> TakeAsync(BudgetRequest request, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request.Credits);
        return await LaneOf(request.Source).TakeAsync(request, cancellation);
    }

    public async ValueTask ReconcileAsync(string source, SourceQuota quota, CancellationToken cancellation = default)
    {
        var ledger = LaneOf(source).Ledger;
        if (ledger.Known is { } known && ReferenceEquals(known, known.Reconcile(quota, waiting.GetUtcNow())))
            return;
        await ledger.ChangeAsync(state => state.Roll(waiting.GetUtcNow()).Reconcile(quota, waiting.GetUtcNow()), cancellation);
    }

    public async ValueTask<BudgetStanding> StandingAsync(string source, string? runId, CancellationToken cancellation = default)
    {
        var lane = LaneOf(source);
        var now = waiting.GetUtcNow();
        var state = (await lane.Ledger.ReadAsync(cancellation)).Roll(now);
        var factor = state.FactorAt(now);
        long? spentRun = runId is null ? null : state.SpentBy(runId);
        return new(
            source,
            lane.Budget.Unit,
            Pace.PerMinute(lane.Budget.Limit, state.SourceCallsPerMinute),
            Pace.Of(lane.Budget.Limit, state.SourceCallsPerMinute, factor).CallsPerMinute,
            factor,
            state.BlockedUntil > now ? state.BlockedUntil : null,
            spentRun,
            state.Day.Spent,
            state.Month.Spent,
            state.Day.Calls,
            lane.Budget.Caps,
            Left(state, lane.Budget, spentRun));
    }

    public void Dispose()
    {
        foreach (var lane in lanes.Values)
            lane.Dispose();
    }

    private static BudgetLeft Left(BudgetState state, SourceBudget budget, long? spentRun) => new(
        Rest(spentRun is null ? null : budget.Caps.PerRun, spentRun ?? 0),
        Rest(budget.Caps.PerDay, state.Day.Spent),
        SpendRules.Least(Rest(budget.Caps.PerMonth, state.Month.Spent), Rest(state.MonthAllowance?.Left, 0)),
        SpendRules.Least(Rest(state.CallsPerDay(budget), state.Day.Calls), Rest(state.DayAllowance?.Left, 0)));

    private static long? Rest(long? most, long spent) => most is { } cap ? Math.Max(0, cap - spent) : null;

    private SourceLane LaneOf(string source) => lanes.TryGetValue(source, out var lane)
        ? lane
        : throw new ArgumentException($"no budget for source '{source}'", nameof(source));
}
