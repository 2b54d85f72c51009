using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.Functions.Features;

/// <summary>Which days have no features yet and can have them, and in which blocks they are made. Puts members and assets aside, and deletes what was put aside by runs that cannot go on.</summary>
public sealed class PlanFeatures(Lake lake, FeatureConfig config, [FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock)
{
    [Function(nameof(PlanFeatures))]
    public async Task<FeaturePlan> RunAsync([ActivityTrigger] PlanFeaturesRequest input, [DurableClient] DurableTaskClient runs, CancellationToken cancellation)
    {
        if (input.Past.Assets is not null)
            throw new BadInputException("features compares all members of a day: --assets does not suit it");
        Pipelines.Features.RequireCurrent(input.Batch.Slot, clock.GetUtcNow());
        await RequireClosedAsync(cancellation);
        await FeatureHashes.RequireAsync(lake, config, cancellation);

        var bars = (await LedgerRows.AllAsync(lake, HistoricalTables.SilverMarket, cancellation, columns: ["asset_id", "day"])).Rows;
        if (bars.RowCount == 0)
            throw new BadInputException("features needs bars: run universe, historical and gate first");
        var members = await UniverseMembers.ReadAsync(lake, config, cancellation);
        var assets = bars.Texts("asset_id").OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
        var work = new FeatureWork(lake.Storage, input.Batch);
        await work.WriteAsync(WorkNames.Members, members, cancellation);
        await work.WriteAsync(WorkNames.Assets, assets, cancellation);
        await new GivenUpWork(lake.Storage, runs).ClearAsync(input.Batch, cancellation);
        var held = await lake.Table(FeatureTables.Market).SnapshotAsync(cancellation);
        var days = Missing(input, FirstAndLast(bars, members), FeatureDaysHeld.Of(held));
        return new(assets.Length, (assets.Length + WorkNames.AssetsPerBlock - 1) / WorkNames.AssetsPerBlock, Blocks(days))
        {
            AssetVersion = (await lake.Table(FeatureTables.Asset).SnapshotAsync(cancellation))?.Version ?? -1, MarketVersion = held?.Version ?? -1,
            HealthVersion = (await lake.Table(FeatureTables.Health).SnapshotAsync(cancellation))?.Version ?? -1, ConfigHash = config.Hash,
        };
    }

    /// <summary>The bars' first day, and the last day that has bars and members.</summary>
    private static (int First, int Last) FirstAndLast(Batch bars, IReadOnlyCollection<(int Day, string AssetId)> members)
    {
        var days = bars.Instants("day");
        return (DayOf(days.Min()), members.Count == 0 ? int.MinValue : Math.Min(DayOf(days.Max()), members.Max(one => one.Day)));
    }

    /// <summary>Days that are asked for, whose rows may be made now, and are not there.</summary>
    private List<int> Missing(PlanFeaturesRequest input, (int First, int Last) known, IReadOnlySet<int> held)
    {
        var first = Math.Max(known.First, input.Past.From?.DayNumber ?? int.MinValue);
        var last = Math.Min(Math.Min(known.Last, input.Past.To?.DayNumber ?? int.MaxValue), config.FirstRowOf(input.Batch.Slot.UtcTicks + 1) - 1);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(day => !held.Contains(day))];
    }

    private static List<DayBlock> Blocks(List<int> days)
    {
        var blocks = new List<DayBlock>();
        foreach (var day in days)
        {
            if (blocks is [.., var last] && last.First + last.Days == day && last.Days < WorkNames.DaysPerBlock)
                blocks[^1] = last with { Days = last.Days + 1 };
            else
                blocks.Add(new(day, 1));
        }

        return blocks;
    }

    /// <exception cref="GateHaltedException">The last bars were refused, and nobody vouches for them.</exception>
    private async Task RequireClosedAsync(CancellationToken cancellation)
    {
        var (state, overrides) = (await lake.Gate.StateAsync(cancellation), await lake.Gate.OverridesAsync(cancellation));
        foreach (var table in PipelineInputs.Of(Pipelines.Features.Name))
        {
            if (state.Tables.GetValueOrDefault(table) is { } standing && standing.StateAt(clock.GetUtcNow(), overrides) == BreakerState.Open)
                throw new GateHaltedException($"features builds on {table}, whose batch {standing.Batch} was refused: {string.Join("; ", standing.Reasons)}. It runs when a batch passes, or with etl gate override --table {table} --batch {standing.Batch}");
        }
    }

    private static int DayOf(DateTime? day) => DateOnly.FromDateTime(day!.Value).DayNumber;
}
