using CryptoEtl.Data.RateBudget.Lane;
using CryptoEtl.Data.RateBudget.Spend;

namespace CryptoEtl.Data.RateBudget;

/// <summary>Leave to send one HTTP request now.</summary>
/// <remarks>
/// Call exactly one of its methods after the call; only the first counts. A turn that is never settled counts as spent, so a process
/// killed in between never spends more than the ledger says.
/// </remarks>
public sealed class BudgetTurn
{
    private readonly SourceLane lane;
    private int isSettled;

    internal BudgetTurn(SourceLane lane, Charge charge, DateTimeOffset at) => (this.lane, Charge, At) = (lane, charge, at);

    /// <summary>When it was given.</summary>
    public DateTimeOffset At { get; }

    internal Charge Charge { get; }

    /// <summary>The source gave a good answer: what was charged stands.</summary>
    public ValueTask SucceededAsync()
    {
        _ = IsFirst();
        return ValueTask.CompletedTask;
    }

    /// <summary>The source said 429 because of its pace. Slows and blocks all hosts; costs no credit. A used-up month is a failure, not this.</summary>
    /// <param name="retryAfter">As the source says. Null: until its next clock minute.</param>
    /// <exception cref="BudgetStoreException">The shared ledger cannot be reached.</exception>
    public ValueTask ThrottledAsync(TimeSpan? retryAfter) =>
        IsFirst() ? new(lane.ThrottleAsync(this, retryAfter)) : ValueTask.CompletedTask;

    /// <summary>The call failed or was refused otherwise: it costs no credit but counts as a call.</summary>
    /// <exception cref="BudgetStoreException">The shared ledger cannot be reached.</exception>
    public ValueTask FailedAsync() => IsFirst() ? new(lane.FailAsync(this)) : ValueTask.CompletedTask;

    private bool IsFirst() => Interlocked.Exchange(ref isSettled, 1) == 0;
}
