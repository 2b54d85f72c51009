using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Derivatives;

/// <summary>A derivatives run: all pages of venues, then one answer per venue for the coin ids.</summary>
internal sealed class DerivativesFlow(TaskOrchestrationContext context, RunRequest request) : RunFlow(context, request)
{
    protected override async Task FetchMoreAsync(RequestPlan plan)
    {
        await FetchPagesAsync(plan.FollowUpOf(Endpoints.DerivativeVenues), first: 1, DerivativesPlan.VenuesPerPage, DerivativesPlan.Venues);
        var lists = Pages.Select(page => page.Request).Where(request => request.Endpoint == Endpoints.DerivativeVenues).ToList();
        var venues = await CallAsync<IReadOnlyList<PlannedRequest>>(nameof(PlanVenues), new VenueLists(Batch, lists));
        await FetchAsync(plan.FollowUpOf(Endpoints.DerivativeVenue).Bounded(venues));
    }

    protected override Task<Promoted> PromoteAsync() =>
        CallAsync<Promoted>(nameof(PromoteDerivatives), new DerivativesPromotion(Batch, ObservedAt, BronzeTables));
}
