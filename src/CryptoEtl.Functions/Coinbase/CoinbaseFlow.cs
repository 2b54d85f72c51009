using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Planning;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Coinbase;

/// <summary>A coinbase run: the product list and all ticker pages.</summary>
internal sealed class CoinbaseFlow(TaskOrchestrationContext context, BatchId batch) : RunFlow(context, batch)
{
    protected override Task<Planned> PlanAsync() => CallAsync<Planned>(nameof(PlanCoinbase), Batch);

    protected override Task FetchMoreAsync() =>
        FetchAsync(Paging.After(Pages, Endpoints.CoinbaseTickers, first: 1, CoinbasePlan.TickersPerPage, CoinbasePlan.Tickers));

    protected override Task<Promoted> PromoteAsync() => CallAsync<Promoted>(nameof(PromoteCoinbase), new CoinbasePromotion(Batch, ObservedAt));
}
