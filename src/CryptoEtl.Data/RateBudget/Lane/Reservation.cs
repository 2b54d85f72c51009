using CryptoEtl.Core;
using CryptoEtl.Data.RateBudget.Pacing;
using CryptoEtl.Data.RateBudget.Spend;

namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>What a host asks of the shared state in one change: slots, and the charges of those who will use them.</summary>
/// <param name="After">The state to write.</param>
/// <param name="Refused">With the reason.</param>
/// <param name="IsBlocked">The source said 429: nothing may be sent for now, slots held already included.</param>
internal sealed record Reservation(
    BudgetState After,
    IReadOnlyList<Slot> Slots,
    IReadOnlyList<(Waiter Waiter, Charge Charge)> Charged,
    IReadOnlyList<(Waiter Waiter, Exception Why)> Refused,
    bool IsBlocked)
{
    /// <param name="held">Slots this host holds already.</param>
    /// <param name="owed">Charges of turns that were never used.</param>
    /// <param name="lead">The time it takes to write the state: earlier slots would be late.</param>
    public static Reservation Plan(
        BudgetState before, SourceBudget budget, WaitingLine line, int held, IReadOnlyCollection<Charge> owed, long number, DateTimeOffset now, TimeSpan lead)
    {
        var rolled = owed.Aggregate(before.Roll(now), (state, charge) => state.Return(charge));
        if (rolled.BlockedUntil - now > budget.LongestBlock)
            return new(rolled, [], [], [.. line.InOrder().Select(waiter => (waiter, (Exception)TooLong(waiter, rolled.BlockedUntil, budget)))], IsBlocked: true);

        var (staying, refused) = Judge(rolled, budget, line);
        if (rolled.BlockedUntil > now)
            return new(rolled, [], [], refused, IsBlocked: true);

        var pace = Pace.Of(budget.Limit, rolled.SourceCallsPerMinute, rolled.FactorAt(now));
        var going = staying.Take(Math.Max(pace.Batch, held)).ToList();
        var charged = Charges(going, rolled.Day.Start);
        var after = charged.Aggregate(rolled, (state, next) => state.Charge(next.Charge, now));
        var (reserved, slots) = after.Reserve(pace, Math.Max(0, going.Count - held), now + lead, number);
        return new(slots.Count == 0 ? after : reserved, slots, charged, refused, IsBlocked: false);
    }

    private static UpstreamException TooLong(Waiter waiter, DateTimeOffset until, SourceBudget budget) => new UpstreamException(FormattableString.Invariant(
        $"{waiter.Request.Source}: it asks to wait until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, longer than {budget.LongestBlock.TotalSeconds:0} s"));

    private static List<(Waiter Waiter, Charge Charge)> Charges(List<Waiter> going, DateOnly day) =>
        [.. going.Where(waiter => waiter.Charge is null).Select(waiter => (waiter, new Charge(waiter.Request.RunId, waiter.Cost, day)))];

    /// <summary>Who may stay in line, in order, and who may not, because of those before.</summary>
    private static (List<Waiter> Staying, List<(Waiter Waiter, Exception Why)> Refused) Judge(BudgetState state, SourceBudget budget, WaitingLine line)
    {
        var ahead = new WaitingSum();
        List<Waiter> staying = [];
        List<(Waiter Waiter, Exception Why)> refused = [];
        foreach (var waiter in line.InOrder())
        {
            if (waiter.Charge is null && state.Refusal(budget, waiter.Request, ahead.Before(waiter)) is { } why)
                refused.Add((waiter, new BudgetException(why)));
            else
                staying.Add(ahead.Pass(waiter));
        }

        return (staying, refused);
    }

    /// <summary>Sums up who is not charged yet.</summary>
    private sealed class WaitingSum
    {
        private readonly Dictionary<string, long> byRun = new(StringComparer.Ordinal);
        private long calls;
        private long cost;

        public Ahead Before(Waiter waiter) => new(calls, cost, byRun.GetValueOrDefault(waiter.Request.RunId));

        public Waiter Pass(Waiter waiter)
        {
            if (waiter.Charge is not null)
                return waiter;
            calls++;
            cost += waiter.Cost;
            byRun[waiter.Request.RunId] = byRun.GetValueOrDefault(waiter.Request.RunId) + waiter.Cost;
            return waiter;
        }
    }
}
