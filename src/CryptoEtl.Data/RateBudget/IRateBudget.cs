using CryptoEtl.Core;

namespace CryptoEtl.Data.RateBudget;

/// <summary>Lets calls to the sources go at the pace their keys allow, and no further than the caps of the user.</summary>
/// <remarks>One bucket per source and key, shared through an <see cref="IBudgetStore"/> by all workers and all hosts. docs/budget.md explains it.</remarks>
public interface IRateBudget
{
    /// <summary>Waits for its turn: perishable before replayable, then round robin among pipelines.</summary>
    /// <returns>Leave to send one HTTP request now. Settle it when the answer is known.</returns>
    /// <exception cref="BudgetException">A cap or a quota would be exceeded. Nothing was spent; the run can go on once there is room.</exception>
    /// <exception cref="UpstreamException">The source asked to wait longer than <see cref="SourceBudget.LongestBlock"/>.</exception>
    /// <exception cref="BudgetStoreException">The shared ledger cannot be reached, so nobody knows what may be sent.</exception>
    /// <exception cref="ArgumentException">There is no such source.</exception>
    ValueTask<BudgetTurn> TakeAsync(BudgetRequest request, CancellationToken cancellation = default);

    /// <summary>Takes over what the source itself says, from <c>/key</c>, <c>/usage</c> or the <c>x-rate-limit-*</c> headers.</summary>
    /// <remarks>Cheap where it tells nothing new, so it may be called with every answer.</remarks>
    /// <exception cref="BudgetStoreException">The shared ledger cannot be reached.</exception>
    ValueTask ReconcileAsync(string source, SourceQuota quota, CancellationToken cancellation = default);

    /// <summary>How things stand now, for plans and reports.</summary>
    /// <param name="runId">Null: no run's spend is wanted.</param>
    /// <exception cref="BudgetStoreException">The shared ledger cannot be reached.</exception>
    ValueTask<BudgetStanding> StandingAsync(string source, string? runId, CancellationToken cancellation = default);
}
