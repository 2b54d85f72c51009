namespace CryptoEtl.Data.RateBudget.Pacing;

/// <summary>Leave for one call at one moment.</summary>
/// <param name="Reservation">Which reservation of this host it belongs to; only the newest can be given back.</param>
internal readonly record struct Slot(DateTimeOffset At, TimeSpan Interval, TimeSpan Lateness, long Reservation)
{
    public bool IsVoid(DateTimeOffset now) => now - At > Lateness;
}

/// <summary>The generic cell rate algorithm on the shared state.</summary>
internal static class Slots
{
    /// <summary>The next slots, none before <paramref name="earliest"/>.</summary>
    public static (BudgetState State, IReadOnlyList<Slot> Slots) Reserve(
        this BudgetState state, Pace pace, int count, DateTimeOffset earliest, long reservation)
    {
        var slots = new Slot[count];
        var next = state.NextAt;
        for (var i = 0; i < count; i++)
        {
            var at = Later(earliest, Back(next, pace.Tolerance));
            slots[i] = new(at, pace.Interval, pace.Lateness, reservation);
            next = Later(next, at) + pace.Interval;
        }

        return (state with { NextAt = next }, slots);
    }

    /// <summary>Puts unused slots back, if nobody reserved after them; else they stay empty, which harms nobody.</summary>
    /// <param name="unused">The last ones of one reservation.</param>
    /// <param name="nextAt">What the state said after it.</param>
    public static BudgetState GiveBack(this BudgetState state, IReadOnlyCollection<Slot> unused, DateTimeOffset nextAt) =>
        unused.Count == 0 || state.NextAt != nextAt
            ? state
            : state with { NextAt = unused.Aggregate(state.NextAt, (next, slot) => next - slot.Interval) };

    public static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Back(DateTimeOffset moment, TimeSpan span) =>
        moment - DateTimeOffset.MinValue > span ? moment - span : DateTimeOffset.MinValue;
}
