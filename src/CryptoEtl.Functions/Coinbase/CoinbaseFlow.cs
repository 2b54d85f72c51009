using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Coinbase;

/// <summary>A coinbase run: the product list and all ticker pages.</summary>
internal sealed class CoinbaseFlow(TaskOrchestrationContext context, RunRequest request) : RunFlow(context, request)
{
    protected override Task FetchMoreAsync(RequestPlan plan) =>
        FetchPagesAsync(plan.FollowUpOf(Endpoints.CoinbaseTickers), first: 1, CoinbasePlan.TickersPerPage, CoinbasePlan.Tickers);

    protected override Task<Promoted> PromoteAsync() => CallAsync<Promoted>(nameof(PromoteCoinbase), new CoinbasePromotion(Batch, ObservedAt));
}
