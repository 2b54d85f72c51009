using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Functions.Features;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask.Client;
using Moq;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>The activities of a run, called in its order.</summary>
internal sealed class FeatureActivities(SilverLake lake, FeatureConfig? config = null)
{
    /// <summary>Knows no other run unless it is told.</summary>
    public Mock<DurableTaskClient> Runs { get; } = new("test");

    private FeatureConfig Config { get; } = config ?? new();

    public Task<FeaturePlan> PlanAsync(BatchId batch, DateOnly? from = null, DateOnly? to = null) =>
        new PlanFeatures(lake.Lake, Config, new StoppedClock(SilverLake.Features.Slot)).RunAsync(new(batch, new(from, to)), Runs.Object, default);

    /// <summary>Up to the columns of assets.</summary>
    public async Task PrepareAsync(BatchId batch, FeaturePlan plan)
    {
        for (var block = 0; block < plan.AssetBlocks; block++)
            await new ReadFeatureInputs(lake.Lake, Config).RunAsync(new(batch, plan, block), default);
        for (var block = 0; block < plan.AssetBlocks; block++)
            await new MakeAssetColumns(lake.Lake, Config).RunAsync(new(batch, plan, block), default);
    }

    public Task<FeatureDays> MakeAsync(BatchId batch, FeaturePlan plan, int block) => new MakeFeatureDays(lake.Lake, Config).RunAsync(new(batch, plan, block), default);

    public async Task CommitAsync(BatchId batch, FeatureDays days, TableDefinition table, string transaction) => await new CommitBatch(lake.Lake).RunAsync(
        new(batch, table.FullName, [.. days.Parts.Where(part => part.Table == table.FullName).Select(part => part.Part)], transaction), default);

    /// <summary>A whole run.</summary>
    public async Task<FeaturePlan> RunAsync(BatchId batch, DateOnly? from = null, DateOnly? to = null)
    {
        var plan = await PlanAsync(batch, from, to);
        await PrepareAsync(batch, plan);
        for (var block = 0; block < plan.Days.Count; block++)
        {
            var days = await MakeAsync(batch, plan, block);
            await CommitAsync(batch, days, FeatureTables.Asset, $"{batch.Id}.{block}");
            await CommitAsync(batch, days, FeatureTables.Market, $"{batch.Id}.{block}");
        }

        await new ClearFeatureWork(lake.Lake).RunAsync(batch, default);
        return plan;
    }
}
