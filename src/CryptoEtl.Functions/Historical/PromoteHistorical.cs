using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Historical.Silver;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Historical;

/// <summary>Input of <see cref="PromoteHistorical"/>.</summary>
public sealed record HistoricalPromotion(BatchId Batch, DateTimeOffset ObservedAt, string Page)
{
    /// <summary>Rows are let in now that were seen and held back before: what is new in silver was not known before <see cref="ObservedAt"/>.</summary>
    public bool IsLate { get; init; }
}

/// <summary>Makes the silver rows of a page's assets from everything the ledgers hold of them, and stages what is new.</summary>
public sealed class PromoteHistorical(Lake lake, EtlSettings settings, SeriesTurns turns)
{
    [Function(nameof(PromoteHistorical))]
    public async Task<PromotedSeries> RunAsync([ActivityTrigger] HistoricalPromotion input, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            var page = await PageStore.ReadAsync(lake, input.Batch, input.Page, cancellation);
            var (parts, notes) = (new List<LedgerPart>(), new List<string>());
            await foreach (var (rows, assets) in SilverAsync(page, input, notes, cancellation))
            {
                if (await StageAsync(rows, assets, input, cancellation) is { } part)
                    parts.Add(part);
            }

            return new(parts, notes);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>The rows of each silver table, and the assets that they say everything of.</summary>
    private async IAsyncEnumerable<(Batch Rows, IReadOnlySet<string> Assets)> SilverAsync(
        SeriesPage page, HistoricalPromotion input, List<string> notes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var all = page.Assets.Select(asset => asset.AssetId).ToHashSet();
        var chart = await PassedAsync(HistoricalTables.Chart, "asset_id", all, input, cancellation);
        notes.AddRange(all.Except(chart.Texts("asset_id").OfType<string>()).Order(StringComparer.Ordinal).Select(asset => $"{asset}: no daily point of it is held; CoinGecko does not know the id, or no price of it"));
        var candles = await PassedAsync(HistoricalTables.Candles, "asset_id", all, input, cancellation);
        var (points, hours, bars, hourBars) = (OfGrain(chart, "day"), OfGrain(chart, "hour"), OfGrain(candles, "day"), OfGrain(candles, "hour"));
        yield return (MarketBars.Of(points, bars, hours, input.Batch), all);
        yield return (HourBars.Of(hours, hourBars, input.Batch), all);

        var onchain = page.Assets.Where(asset => asset.TvlSlugs.Count + asset.DexSlugs.Count > 0).ToList();
        var tvl = await PassedAsync(HistoricalTables.Tvl, "slug", [.. onchain.SelectMany(asset => asset.TvlSlugs)], input, cancellation);
        var dex = await PassedAsync(HistoricalTables.Dex, "slug", [.. onchain.SelectMany(asset => asset.DexSlugs)], input, cancellation);
        yield return (OnchainDays.Of(tvl, dex, onchain, input.Batch), onchain.Select(asset => asset.AssetId).ToHashSet());

        var followed = page.Assets.Where(asset => asset.LunarCrushId is not null).ToList();
        var ids = followed.Select(asset => asset.LunarCrushId!.Value.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        var social = await PassedAsync(HistoricalTables.SocialDay, "lunarcrush_id", ids, input, cancellation);
        yield return (SocialDays.Of(social, followed, input.Batch), followed.Select(asset => asset.AssetId).ToHashSet());
    }

    /// <summary>The newest vintage of each key that passes the gate's rules.</summary>
    private async Task<Batch> PassedAsync(
        TableDefinition table, string column, HashSet<string> subjects, HistoricalPromotion input, CancellationToken cancellation)
    {
        var held = await LedgerRows.ReadAsync(lake, table, column, subjects, cancellation);
        return new LedgerStage(lake, settings.Thresholds).Passed(Ledger.Newest(held.Rows, withWithdrawn: false), input.ObservedAt);
    }

    private async Task<LedgerPart?> StageAsync(Batch rows, IReadOnlySet<string> assets, HistoricalPromotion input, CancellationToken cancellation)
    {
        var held = await LedgerRows.ReadAsync(lake, rows.Table, "asset_id", assets, cancellation);
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var fresh = SilverClocks.After(rows, held.Rows, rows.Table.Key[1], input.ObservedAt);
        var differences = Differences.Of(rows.Table, held.Rows, fresh, _ => true, _ => false, origin);
        if (input.IsLate)
            differences = differences with { Rows = SilverClocks.NotBefore(differences.Rows, input.ObservedAt) };
        return await new LedgerStage(lake, settings.Thresholds).StageAsync(differences, held.Version, input.Page, input.Batch, cancellation);
    }

    private static Batch OfGrain(Batch rows, string grain)
    {
        var grains = rows.Texts("grain");
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => grains[row] == grain)]);
    }
}
