using CryptoEtl.Data.RateBudget.Spend;

namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>One request on its way to a turn.</summary>
internal sealed class Waiter(BudgetRequest request, long cost)
{
    private readonly TaskCompletionSource<BudgetTurn> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BudgetRequest Request => request;

    public long Cost => cost;

    /// <summary>Its place in the line. Null: it is in none.</summary>
    public LinkedListNode<Waiter>? Place { get; set; }

    /// <summary>Charged in the shared state already. Null: not yet.</summary>
    public Charge? Charge { get; set; }

    public Task<BudgetTurn> Turn => turn.Task;

    public void Give(BudgetTurn given) => turn.TrySetResult(given);

    public void Refuse(Exception why) => turn.TrySetException(why);

    public void Cancel(CancellationToken cancellation) => turn.TrySetCanceled(cancellation);
}
