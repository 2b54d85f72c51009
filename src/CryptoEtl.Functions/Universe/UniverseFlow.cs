using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Functions.Runs;
using CryptoEtl.Functions.Series;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Universe;

/// <summary>A universe run: who there is and was, the chart of each, then who was a member when.</summary>
internal sealed class UniverseFlow(TaskOrchestrationContext context, RunRequest request) : SeriesFlow(context, request)
{
    private bool HasInactive => Pages.Any(page => page.Request.Name == UniversePlan.Inactive.Name && page.Refused is null);

    protected override Task<SeriesWork> PlanWorkAsync(RequestPlan plan) =>
        CallAsync<SeriesWork>(nameof(PlanUniverse), new UniverseLists(Batch, ObservedAt, Past, Answered));

    protected override async Task<Promoted> PromoteAsync()
    {
        await CommitAsync([await CallAsync<PromotedSeries>(nameof(BuildUniverse), new UniverseBuild(Batch, SeenAt, Past, HasInactive))]);
        return new([], []);
    }
}
