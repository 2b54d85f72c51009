using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Functions.Runs;

/// <summary>Puts a price on a plan: what the cache has costs nothing.</summary>
public sealed class PlanPricer(PipelinePlanner planner, SourceDirectory sources, IRateBudget budget, Lake lake)
{
    public async Task<PlanPrice> PriceAsync(Planned planned, CancellationToken cancellation = default)
    {
        var plan = planned.Plan;
        var held = await HeldAsync(plan.Batch, [.. plan.Requests, .. await planner.LikelyAsync(plan, cancellation)], cancellation);
        var endpoints = plan.Requests.Select(request => request.Endpoint).Concat(plan.FollowUps.Select(more => more.Endpoint)).Distinct()
            .Select(endpoint => PriceOf(endpoint, plan, held)).ToList();
        var prices = new List<SourcePrice>();
        foreach (var source in endpoints.GroupBy(endpoint => endpoint.Source))
            prices.Add(await PriceOfAsync(source.Key, [.. source], plan.Batch.Id, cancellation));
        return new(plan.Batch.Pipeline, plan.Hash, endpoints, prices, planned.Skipped);
    }

    /// <summary>What need not be asked: the run has the answer from before it was stopped, or the cache has it.</summary>
    private async Task<ILookup<string, PlannedRequest>> HeldAsync(BatchId batch, IReadOnlyList<PlannedRequest> requests, CancellationToken cancellation)
    {
        var held = new List<PlannedRequest>();
        foreach (var request in requests)
        {
            if (await lake.Raw.FindAsync(batch, request.Name, cancellation) is not null || await sources[request.Source].IsHeldAsync(request, cancellation))
                held.Add(request);
        }

        return held.ToLookup(request => request.Endpoint);
    }

    private static EndpointPrice PriceOf(string name, RequestPlan plan, ILookup<string, PlannedRequest> held)
    {
        var endpoint = EndpointCatalogue.Of(name);
        var sure = plan.Requests.Count(request => request.Endpoint == name);
        var more = plan.FollowUps.FirstOrDefault(more => more.Endpoint == name);
        var calls = sure + (more?.Expected ?? 0);
        var hits = Math.Min(held[name].Count(), calls);
        return new(endpoint.Source, name, calls, sure + (more?.AtMost ?? 0), hits, (long)(calls - hits) * endpoint.Credits);
    }

    private async Task<SourcePrice> PriceOfAsync(string source, List<EndpointPrice> endpoints, string runId, CancellationToken cancellation)
    {
        var standing = await budget.StandingAsync(source, runId, cancellation);
        var calls = endpoints.Sum(endpoint => endpoint.Calls - endpoint.CacheHits);
        var isCalls = standing.Unit == SpendUnit.Calls;
        var left = new[] { standing.Left.Run, standing.Left.Day, standing.Left.Month, isCalls ? standing.Left.CallsToday : null }.Min();
        return new(source, calls, endpoints.Sum(endpoint => endpoint.Credits), calls / standing.CallsPerMinute, left, isCalls ? "calls" : "credits");
    }
}
