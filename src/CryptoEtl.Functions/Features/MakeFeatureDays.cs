using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Features;

/// <summary>What a block of days came to.</summary>
/// <param name="Parts">Files of both tables, one per day.</param>
public sealed record FeatureDays(IReadOnlyList<TablePart> Parts, long Rows, long Cells, long Nulls);

/// <summary>Compares the members of each day of a block, and stages the rows of both tables. Puts figures of each day aside.</summary>
public sealed class MakeFeatureDays(Lake lake, FeatureConfig config)
{
    [Function(nameof(MakeFeatureDays))]
    public async Task<FeatureDays> RunAsync([ActivityTrigger] FeatureBlockRequest input, CancellationToken cancellation)
    {
        input.Plan.Require(config);
        var (work, days) = (new FeatureWork(lake.Storage, input.Batch), input.Plan.Days[input.Block]);
        var parts = new List<double[][]>();
        for (var block = 0; block < input.Plan.AssetBlocks; block++)
            parts.Add(await work.ReadColumnsAsync(WorkNames.Columns(block, input.Block), cancellation));
        var made = new FeatureStages(await WorkPanel.ReadAsync(work, config, input.Plan, cancellation)).Days(days.First, days.Days, parts);
        await work.WriteAsync(WorkNames.Health(input.Block), HealthColumns.Of(HealthMeasure.Of(made)), cancellation);
        return await StageAsync(input.Batch, made, cancellation);
    }

    private async Task<FeatureDays> StageAsync(BatchId batch, FeatureBlock block, CancellationToken cancellation)
    {
        var rows = new FeatureRows(config, new RowOrigin(batch, batch.Slot, RawSha256: null));
        var (staged, count, nulls) = (new List<TablePart>(), 0L, 0L);
        // A run that was given up may have left the assets of days without their market.
        var held = FeatureDaysHeld.Of(await lake.Table(FeatureTables.Asset).SnapshotAsync(cancellation));
        for (var day = block.FirstDay; day < block.FirstDay + block.Days; day++)
        {
            var assets = rows.Assets(block, day);
            if (!held.Contains(day))
                staged.Add(await StageAsync(batch, assets, day, cancellation));
            staged.Add(await StageAsync(batch, rows.Market(block, day), day, cancellation));
            count += assets.RowCount;
            nulls += FeatureCatalogue.Asset.Sum(feature => assets.Numbers(feature.Name).LongCount(value => value is null));
        }

        return new(staged, count, count * FeatureCatalogue.Asset.Count, nulls);
    }

    private async Task<TablePart> StageAsync(BatchId batch, Batch rows, int day, CancellationToken cancellation) =>
        new(rows.Table.FullName, await lake.Table(rows.Table).StageAsync(batch, $"{DateOnly.FromDayNumber(day):yyyyMMdd}", rows, DateOnly.FromDayNumber(day), cancellation));
}
