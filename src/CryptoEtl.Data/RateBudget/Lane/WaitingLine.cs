using CryptoEtl.Data.RateBudget.Spend;

namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>All waiters of a lane: perishable ones first. Not thread-safe: the lane's lock guards it.</summary>
internal sealed class WaitingLine
{
    private readonly PipelineRing perishable = new();
    private readonly PipelineRing replayable = new();
    private readonly Dictionary<string, long> wantedByRun = new(StringComparer.Ordinal);
    private long calls;
    private long cost;

    public int Count { get; private set; }

    public Waiter? First => perishable.First ?? replayable.First;

    /// <summary>What stands in line and is not charged yet.</summary>
    public Ahead Wanted(string runId) => new(calls, cost, wantedByRun.GetValueOrDefault(runId));

    public void Add(Waiter waiter)
    {
        RingOf(waiter).Add(waiter);
        Count++;
        Want(waiter, 1);
    }

    public Waiter TakeFirst()
    {
        var waiter = First!;
        RingOf(waiter).RemoveFirst();
        Left(waiter);
        return waiter;
    }

    /// <returns>False: it is not in line any more.</returns>
    public bool Remove(Waiter waiter)
    {
        if (waiter.Place is null)
            return false;
        RingOf(waiter).Remove(waiter);
        Left(waiter);
        return true;
    }

    /// <returns>False: it is not in line any more.</returns>
    public bool Charge(Waiter waiter, Charge charge)
    {
        if (waiter.Place is null)
            return false;
        Want(waiter, -1);
        waiter.Charge = charge;
        return true;
    }

    /// <summary>All waiters in the order in which they would go if nobody else came.</summary>
    public IEnumerable<Waiter> InOrder() => perishable.InOrder().Concat(replayable.InOrder());

    private PipelineRing RingOf(Waiter waiter) => waiter.Request.IsPerishable ? perishable : replayable;

    private void Left(Waiter waiter)
    {
        Count--;
        if (waiter.Charge is null)
            Want(waiter, -1);
    }

    private void Want(Waiter waiter, int sign)
    {
        calls += sign;
        cost += sign * waiter.Cost;
        var run = wantedByRun.GetValueOrDefault(waiter.Request.RunId) + sign * waiter.Cost;
        if (run == 0)
            wantedByRun.Remove(waiter.Request.RunId);
        else
            wantedByRun[waiter.Request.RunId] = run;
    }
}
