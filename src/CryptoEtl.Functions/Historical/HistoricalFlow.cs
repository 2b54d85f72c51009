using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions.Runs;
using CryptoEtl.Functions.Series;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Historical;

/// <summary>A historical run: who the assets are at the other sources, what is missing of their series, then bars and daily figures.</summary>
internal sealed class HistoricalFlow(TaskOrchestrationContext context, RunRequest request) : SeriesFlow(context, request)
{
    private int promoted;

    private HistoricalLists Lists => new(Batch, Past, Answered);

    protected override async Task<SeriesWork> PlanWorkAsync(RequestPlan plan)
    {
        if (plan.FollowUps.FirstOrDefault(more => more.Endpoint == Endpoints.SocialCoins) is { } more)
            await FetchPagesAsync(more, first: 0, LivePlan.SocialPerPage, page => HistoricalPlan.Social(Batch, page));
        return await CallAsync<SeriesWork>(nameof(PlanHistorical), Lists);
    }

    protected override async Task<Promoted> PromoteAsync()
    {
        Show("promote", 0, Work.Pages.Count);
        var links = CallAsync<PromotedSeries>(nameof(PromoteLinks), new LinkPromotion(Lists, ObservedAt));
        var pages = await Task.WhenAll(Work.Pages.Select(PromoteAsync));
        await CommitAsync([.. pages, await links]);
        return new([], []);
    }

    private async Task<PromotedSeries> PromoteAsync(string page)
    {
        var made = await CallAsync<PromotedSeries>(nameof(PromoteHistorical), new HistoricalPromotion(Batch, SeenAt, page));
        Show("promote", ++promoted, Work.Pages.Count);
        return made;
    }
}
