using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.Functions.Runs;

/// <summary>Plans a run, and refuses it while it costs nothing: if it is not the approved one, or if what is left would not do.</summary>
public sealed class PlanRun(
    Lake lake, PipelinePlanner planner, PlanPricer pricer, QuotaLearner quotas, [FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock)
{
    [Function(nameof(PlanRun))]
    public async Task<Planned> RunAsync([ActivityTrigger] RunRequest input, CancellationToken cancellation)
    {
        Pipelines.Named(input.Batch.Pipeline).RequireCurrent(input.Batch.Slot, clock.GetUtcNow());
        await RequireClosedAsync(input.Batch.Pipeline, cancellation);
        var planned = await planner.PlanAsync(input.Batch, input.Past, cancellation);
        RequireApproved(planned.Plan, input.ApprovedPlan);
        await RequireCoveredAsync(planned, cancellation);
        return planned;
    }

    /// <exception cref="GateHaltedException">The last batch of a table that the pipeline builds on was refused, and nobody vouches for it.</exception>
    private async Task RequireClosedAsync(string pipeline, CancellationToken cancellation)
    {
        var (state, overrides) = (await lake.Gate.StateAsync(cancellation), await lake.Gate.OverridesAsync(cancellation));
        var open = PipelineInputs.Of(pipeline).Select(table => state.Tables.GetValueOrDefault(table))
            .FirstOrDefault(table => table?.StateAt(clock.GetUtcNow(), overrides) == BreakerState.Open && BatchId.TryParse(table.Batch)?.Pipeline != pipeline);
        if (open is not null)
            throw new GateHaltedException($"{pipeline} builds on {open.Table}, whose batch {open.Batch} was refused: {string.Join("; ", open.Reasons)}. It runs when a batch passes, or with etl gate override --table {open.Table} --batch {open.Batch}");
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
