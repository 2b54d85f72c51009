using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Planning;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Derivatives;

/// <summary>A derivatives run: all pages of venues, then one answer per venue for the coin ids.</summary>
internal sealed class DerivativesFlow(TaskOrchestrationContext context, BatchId batch) : RunFlow(context, batch)
{
    protected override Task<Planned> PlanAsync() => CallAsync<Planned>(nameof(PlanDerivatives), Batch);

    protected override async Task FetchMoreAsync()
    {
        await FetchAsync(Paging.After(Pages, Endpoints.DerivativeVenues, first: 1, DerivativesPlan.VenuesPerPage, DerivativesPlan.Venues));
        var lists = Pages.Select(page => page.Request).Where(request => request.Endpoint == Endpoints.DerivativeVenues).ToList();
        await FetchAsync(await CallAsync<IReadOnlyList<PlannedRequest>>(nameof(PlanVenues), new VenueLists(Batch, lists)));
    }

    protected override Task<Promoted> PromoteAsync() =>
        CallAsync<Promoted>(nameof(PromoteDerivatives), new DerivativesPromotion(Batch, ObservedAt, BronzeTables));
}
