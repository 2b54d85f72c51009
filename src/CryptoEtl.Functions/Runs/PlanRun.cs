using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.Functions.Runs;

/// <summary>Plans a run, and refuses it while it costs nothing: if it is not the approved one, or if what is left would not do.</summary>
public sealed class PlanRun(
    PipelinePlanner planner, PlanPricer pricer, QuotaLearner quotas, [FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock)
{
    [Function(nameof(PlanRun))]
    public async Task<Planned> RunAsync([ActivityTrigger] RunRequest input, CancellationToken cancellation)
    {
        Pipelines.Named(input.Batch.Pipeline).RequireCurrent(input.Batch.Slot, clock.GetUtcNow());
        var planned = await planner.PlanAsync(input.Batch, input.Past, cancellation);
        RequireApproved(planned.Plan, input.ApprovedPlan);
        await RequireCoveredAsync(planned, cancellation);
        return planned;
    }

    private static void RequireApproved(RequestPlan plan, string? approved)
    {
        if (approved is not null && approved != plan.Hash)
            throw new BadInputException($"--plan-hash {approved} was approved, but the plan is {plan.Hash} now; see etl plan {plan.Batch.Pipeline}");
    }

    private async Task RequireCoveredAsync(Planned planned, CancellationToken cancellation)
    {
        await quotas.LearnAsync(await pricer.PriceAsync(planned, cancellation), planned.Plan.Batch, cancellation);
        var price = await pricer.PriceAsync(planned, cancellation);
        if (price.Sources.FirstOrDefault(source => !source.IsCovered) is { } short_)
            throw new BudgetException($"{short_.Source}: the run costs {short_.Cost} {short_.Unit}, {short_.Left} are left this month or under the caps that are set");
    }
}
