using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Functions.Runs;

/// <summary>What a key may do is asked before its first use, free of charge; later the end of each run tells.</summary>
public sealed class QuotaLearner(SourceDirectory sources, IRateBudget budget)
{
    /// <summary>Asks the sources that a plan really calls, if they never told before.</summary>
    /// <exception cref="UpstreamException">A source did not answer well.</exception>
    public async Task LearnAsync(PlanPrice price, BatchId batch, CancellationToken cancellation = default)
    {
        foreach (var source in price.Sources.Where(source => source.Calls > 0))
        {
            if ((await budget.StandingAsync(source.Source, null, cancellation)).Left.Month is null)
                await AskAsync(source.Source, batch, cancellation);
        }
    }

    /// <summary>Asks a source what is left, and corrects the budget by it.</summary>
    /// <returns>False: there is nothing to ask.</returns>
    public async Task<bool> AskAsync(string source, BatchId batch, CancellationToken cancellation = default)
    {
        if (await sources[source].AskQuotaAsync(batch, cancellation) is not { } quota)
            return false;
        await budget.ReconcileAsync(source, quota, cancellation);
        return true;
    }
}
