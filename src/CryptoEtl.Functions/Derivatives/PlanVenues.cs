using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Derivatives;

/// <summary>Input of <see cref="PlanVenues"/>.</summary>
/// <param name="Lists">The requests that were answered with pages of venues.</param>
public sealed record VenueLists(BatchId Batch, IReadOnlyList<PlannedRequest> Lists);

/// <summary>One request per venue that any page lists.</summary>
public sealed class PlanVenues(Lake lake)
{
    [Function(nameof(PlanVenues))]
    public async Task<IReadOnlyList<PlannedRequest>> RunAsync([ActivityTrigger] VenueLists input, CancellationToken cancellation)
    {
        var venues = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var list in input.Lists)
            venues.UnionWith((await RawRows.ReadAsync(lake, input.Batch, list, cancellation)).Texts("venue_id").OfType<string>());
        return [.. venues.Where(venue => venue.Length > 0).Select(DerivativesPlan.Tickers)];
    }
}
