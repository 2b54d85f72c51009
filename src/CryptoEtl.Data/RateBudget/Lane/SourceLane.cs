using CryptoEtl.Data.RateBudget.Pacing;
using CryptoEtl.Data.RateBudget.Spend;

namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>One source on this host: those who wait, the slots held for them, and the one task that matches the two.</summary>
/// <remarks>
/// The task runs while someone waits. It reserves slots for about a second in one change of the shared state, charges those who will use
/// them, sleeps until a slot is due, and gives it to whoever is first in line at that moment.
/// </remarks>
internal sealed class SourceLane : IDisposable
{
    private readonly Lock gate = new();
    private readonly WaitingLine line = new();
    private readonly Queue<Slot> slots = new();
    private readonly List<Charge> owed = [];
    private readonly Signal signal = new();
    private readonly SourceBudget budget;
    private readonly BudgetLedger ledger;
    private readonly TimeProvider clock;
    private readonly ITimer alarm;

    private bool isRunning;
    // Someone in line may be beyond a cap, or the block too long: only the shared state can tell.
    private bool isDoubtful;
    private DateTimeOffset blockedUntil;
    private DateTimeOffset nextAt;
    private long reservations;

    public SourceLane(SourceBudget budget, BudgetLedger ledger, TimeProvider clock)
    {
        (this.budget, this.ledger, this.clock) = (budget, ledger, clock);
        alarm = clock.CreateTimer(_ => signal.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public SourceBudget Budget => budget;

    public BudgetLedger Ledger => ledger;

    public async Task<BudgetTurn> TakeAsync(BudgetRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new Waiter(request, budget.CostOf(request));
        var starts = Enter(waiter);
        await using var registration = cancellation.UnsafeRegister(_ => Leave(waiter, cancellation), null);
        if (starts)
            Start();
        else
            signal.Set();
        return await waiter.Turn;
    }

    public async Task ThrottleAsync(BudgetTurn turn, TimeSpan? retryAfter)
    {
        var jitter = TimeSpan.FromMilliseconds(100 + 900 * Random.Shared.NextDouble());
        var state = await ledger.ChangeAsync(
            state => Settle(state, turn).Throttle(turn.At, retryAfter, budget.Limit, clock.GetUtcNow(), jitter), default);
        lock (gate)
        {
            blockedUntil = state.BlockedUntil;
            isDoubtful |= IsTooLong(clock.GetUtcNow());
            slots.Clear();
        }

        signal.Set();
    }

    public Task FailAsync(BudgetTurn turn) =>
        budget.Unit == SpendUnit.Calls || turn.Charge.Cost == 0 ? Task.CompletedTask : ledger.ChangeAsync(state => Settle(state, turn), default);

    public void Dispose()
    {
        alarm.Dispose();
        ledger.Dispose();
    }

    private BudgetState Settle(BudgetState state, BudgetTurn turn)
    {
        var rolled = state.Roll(clock.GetUtcNow());
        return budget.Unit == SpendUnit.Calls ? rolled : rolled.Refund(turn.Charge);
    }

    private bool Enter(Waiter waiter)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            isDoubtful |= IsTooLong(now) || ledger.Known?.Roll(now).Refusal(budget, waiter.Request, line.Wanted(waiter.Request.RunId)) is not null;
            line.Add(waiter);
            var starts = !isRunning;
            isRunning = true;
            return starts;
        }
    }

    private bool IsTooLong(DateTimeOffset now) => blockedUntil - now > budget.LongestBlock;

    private void Leave(Waiter waiter, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!line.Remove(waiter))
                return;
            if (waiter.Charge is { } charge)
                owed.Add(charge);
        }

        waiter.Cancel(cancellation);
        signal.Set();
    }

    /// <summary>The task serves many: it must not carry the log scopes and traces of the one that happened to start it.</summary>
    private void Start()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = RunAsync();
            return;
        }

        using (ExecutionContext.SuppressFlow())
            _ = RunAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await StepAsync())
            {
            }
        }
        catch (Exception failure)
        {
            RefuseAll(failure);
        }
    }

    /// <summary>Does the next thing there is to do. False: nobody waits any more.</summary>
    private async Task<bool> StepAsync()
    {
        var (step, until) = Next(clock.GetUtcNow());
        switch (step)
        {
            case Step.Stop: return false;
            case Step.Sleep: await SleepAsync(until); break;
            case Step.Reserve: await ReserveAsync(); break;
            case Step.GiveBack: await GiveBackAsync(); break;
            default: HandOut(); break;
        }

        return true;
    }

    private (Step Step, DateTimeOffset Until) Next(DateTimeOffset now)
    {
        lock (gate)
        {
            while (slots.TryPeek(out var old) && old.IsVoid(now))
                slots.Dequeue();
            if (line.First is not { } first)
                return slots.Count > 0 || owed.Count > 0 ? (Step.GiveBack, default) : Stop();
            if (!isDoubtful && slots.Count == 0 && blockedUntil > now)
                return (Step.Sleep, blockedUntil);
            if (isDoubtful || slots.Count == 0 || first.Charge is null)
                return (Step.Reserve, default);
            return slots.Peek().At is var due && due > now ? (Step.Sleep, due) : (Step.HandOut, default);
        }
    }

    private (Step Step, DateTimeOffset Until) Stop()
    {
        isRunning = false;
        return (Step.Stop, default);
    }

    /// <summary>Until the moment, or earlier when something happens. Timers count whole milliseconds.</summary>
    private async Task SleepAsync(DateTimeOffset until)
    {
        var wait = until - clock.GetUtcNow();
        alarm.Change(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue)), Timeout.InfiniteTimeSpan);
        await signal.WaitAsync();
    }

    private void HandOut()
    {
        Waiter waiter;
        BudgetTurn turn;
        lock (gate)
        {
            // Someone may have come or gone since.
            if (line.First is not { Charge: { } charge } || slots.Count == 0)
                return;
            waiter = line.TakeFirst();
            slots.Dequeue();
            turn = new(this, charge, clock.GetUtcNow());
        }

        waiter.Give(turn);
    }

    private async Task ReserveAsync()
    {
        var lead = ledger.Latency;
        var (state, (plan, returned)) = await ledger.ChangeAsync(
            before =>
            {
                lock (gate)
                {
                    isDoubtful = false;
                    var plan = Reservation.Plan(before, budget, line, slots.Count, owed, reservations + 1, clock.GetUtcNow(), lead);
                    return (plan.After, (plan, owed.Count));
                }
            },
            default);
        Apply(plan, state, returned);
    }

    private void Apply(Reservation plan, BudgetState state, int returned)
    {
        lock (gate)
        {
            owed.RemoveRange(0, returned);
            blockedUntil = state.BlockedUntil;
            if (plan.IsBlocked)
                slots.Clear();
            if (plan.Slots.Count > 0)
                (nextAt, reservations) = (state.NextAt, reservations + 1);
            foreach (var slot in plan.Slots)
                slots.Enqueue(slot);
            owed.AddRange(plan.Charged.Where(next => !line.Charge(next.Waiter, next.Charge)).Select(next => next.Charge));
        }

        foreach (var (waiter, why) in plan.Refused)
            Refuse(waiter, why);
    }

    /// <summary>Nobody is left for what was reserved: others may have it.</summary>
    private async Task GiveBackAsync()
    {
        List<Slot> unused;
        List<Charge> returned;
        DateTimeOffset last;
        lock (gate)
        {
            (unused, returned, last) = ([.. slots.Where(slot => slot.Reservation == reservations)], [.. owed], nextAt);
            slots.Clear();
        }

        await ledger.ChangeAsync(state => returned.Aggregate(state.Roll(clock.GetUtcNow()), (rest, charge) => rest.Return(charge)).GiveBack(unused, last), default);
        lock (gate)
            owed.RemoveRange(0, returned.Count);
    }

    private void Refuse(Waiter waiter, Exception why)
    {
        lock (gate)
        {
            if (!line.Remove(waiter))
                return;
            if (waiter.Charge is { } charge)
                owed.Add(charge);
        }

        waiter.Refuse(why);
    }

    private void RefuseAll(Exception failure)
    {
        List<Waiter> waiters;
        lock (gate)
        {
            waiters = [.. line.InOrder()];
            isRunning = false;
            foreach (var waiter in waiters)
                line.Remove(waiter);
            // They may have been returned by the change that failed: rather count them once too often.
            owed.Clear();
            owed.AddRange(waiters.Where(waiter => waiter.Charge is not null).Select(waiter => waiter.Charge!));
        }

        foreach (var waiter in waiters)
            waiter.Refuse(failure);
    }

    private enum Step
    {
        Stop,
        Sleep,
        Reserve,
        GiveBack,
        HandOut,
    }
}
