using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Features;

/// <summary>What the health of a block of days came to.</summary>
/// <param name="Parts">Files of <see cref="FeatureTables.Health"/>, one per day.</param>
public sealed record JudgedHealth(IReadOnlyList<StagedPart> Parts, HealthNotes Notes);

/// <summary>Compares the features of a block of days with the days before. The blocks before it are committed.</summary>
public sealed class JudgeFeatureHealth(Lake lake, FeatureConfig config)
{
    [Function(nameof(JudgeFeatureHealth))]
    public async Task<JudgedHealth> RunAsync([ActivityTrigger] FeatureBlockRequest input, CancellationToken cancellation)
    {
        input.Plan.Require(config);
        var block = input.Plan.Days[input.Block];
        var made = HealthColumns.Read(await new FeatureWork(lake.Storage, input.Batch).ReadColumnsAsync(WorkNames.Health(input.Block), cancellation)).ToLookup(figures => figures.Day);
        // A run that was given up may have left the health of days without their market: those stay as they are.
        var held = await HeldAsync(block.First - HealthLimits.Window, block.First + block.Days - 1, cancellation);
        var (judge, judged, parts) = (new HealthJudge(), new List<FeatureHealth>(), new List<StagedPart>());
        for (var day = block.First - HealthLimits.Window; day < block.First + block.Days; day++)
        {
            foreach (var known in held[day])
                judge.Remember(known.Now, known.IsJump);
            if (held.Contains(day) || !made.Contains(day))
                continue;
            List<FeatureHealth> today = [.. made[day].Select(judge.Judge)];
            judged.AddRange(today);
            parts.Add(await StageAsync(input.Batch, today, day, cancellation));
        }

        return new(parts, HealthNotes.Of(judged));
    }

    /// <summary>What the table has of some days.</summary>
    private async Task<ILookup<int, FeatureHealth>> HeldAsync(int first, int last, CancellationToken cancellation)
    {
        var (table, found) = (lake.Table(FeatureTables.Health), new List<FeatureHealth>());
        if (await table.SnapshotAsync(cancellation) is { } snapshot)
        {
            await foreach (var rows in table.ReadFilesAsync(snapshot, (file, _) => FeatureDaysHeld.DayOf(file) is var day && day >= first && day <= last, HealthRows.Read, cancellation))
                found.AddRange(HealthRows.Of(rows));
        }

        return found.ToLookup(one => one.Now.Day);
    }

    private Task<StagedPart> StageAsync(BatchId batch, List<FeatureHealth> judged, int day, CancellationToken cancellation) => lake.Table(FeatureTables.Health).StageAsync(
        batch, $"{DateOnly.FromDayNumber(day):yyyyMMdd}", HealthRows.Of(judged, config, new(batch, batch.Slot, RawSha256: null)), DateOnly.FromDayNumber(day), cancellation);
}
