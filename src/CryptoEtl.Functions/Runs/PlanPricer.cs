using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Functions.Runs;

/// <summary>Puts a price on a plan: what the cache has costs nothing.</summary>
public sealed class PlanPricer(SourceDirectory sources, IRateBudget budget)
{
    public async Task<PlanPrice> PriceAsync(Planned planned, CancellationToken cancellation = default)
    {
        var plan = planned.Plan;
        var held = await HeldAsync(plan, cancellation);
        var endpoints = plan.Requests.Select(request => request.Endpoint).Concat(plan.FollowUps.Select(more => more.Endpoint)).Distinct()
            .Select(endpoint => PriceOf(endpoint, plan, held)).ToList();
        var prices = new List<SourcePrice>();
        foreach (var source in endpoints.GroupBy(endpoint => endpoint.Source))
            prices.Add(await PriceOfAsync(source.Key, [.. source], plan.Batch.Id, cancellation));
        return new(plan.Batch.Pipeline, plan.Hash, endpoints, prices, planned.Skipped);
    }

    private async Task<HashSet<string>> HeldAsync(RequestPlan plan, CancellationToken cancellation)
    {
        var held = new HashSet<string>();
        foreach (var request in plan.Requests)
        {
            if (await sources[request.Source].IsHeldAsync(request, cancellation))
                held.Add(request.Name);
        }

        return held;
    }

    private static EndpointPrice PriceOf(string name, RequestPlan plan, HashSet<string> held)
    {
        var endpoint = EndpointCatalogue.Of(name);
        var requests = plan.Requests.Where(request => request.Endpoint == name).ToList();
        var more = plan.FollowUps.FirstOrDefault(more => more.Endpoint == name);
        var hits = requests.Count(request => held.Contains(request.Name));

        // Where the first answers are at hand, those they lead to mostly are, too; that cannot be seen before, so they are priced in full.
        var calls = requests.Count + (more?.Expected ?? 0);
        return new(endpoint.Source, name, calls, requests.Count + (more?.AtMost ?? 0), hits, (long)(calls - hits) * endpoint.Credits);
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
