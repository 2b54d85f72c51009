using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Live;

/// <summary>A live run: all pages of LunarCrush's list, and features after silver.</summary>
internal sealed class LiveFlow(TaskOrchestrationContext context, RunRequest request) : RunFlow(context, request)
{
    private bool WithSocial => BronzeTables.Contains(LiveTables.BronzeSocial.FullName);

    private IReadOnlyList<PlannedRequest> Answered => [.. Pages.Select(page => page.Request)];

    protected override async Task FetchMoreAsync(RequestPlan plan)
    {
        if (!WithSocial)
            return;

        await FetchPagesAsync(plan.FollowUpOf(Endpoints.SocialCoins), first: 0, LivePlan.SocialPerPage, LivePlan.Social);
        var links = await CallAsync<IReadOnlyList<PlannedRequest>>(nameof(PlanSocialLinks), new SocialLinkRequest(Batch, Answered));
        await FetchAsync(plan.FollowUpOf(Endpoints.SocialMeta).Bounded(links));
    }

    protected override Task<Promoted> PromoteAsync() => CallAsync<Promoted>(nameof(PromoteLive), new PromoteRequest(
        Batch, ObservedAt, [.. Pages.Where(page => page.Part is null).Select(page => page.Request)], WithSocial));

    protected override async Task FinishAsync()
    {
        Show("features", 0, 1);
        await CommitAsync(await CallAsync<IReadOnlyList<TablePart>>(nameof(ComputeLiveFeatures), new LiveFeatureRequest(Batch, ObservedAt)));
    }
}
