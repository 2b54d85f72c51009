using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Historical;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Silver rows made anew, by table, and what is left to say.</summary>
internal sealed record ReplayedSilver(IReadOnlyDictionary<string, long> Rows, IReadOnlyList<string> Notes);

/// <summary>Takes what a replay let in on to silver, by the code of a run.</summary>
internal sealed class ReplayPromotion(Lake lake, EtlSettings settings)
{
    private static readonly Dictionary<string, long> Nothing = [];

    /// <param name="rows">The rows that passed, of one table.</param>
    /// <param name="at">The moment of the replay.</param>
    public async Task<ReplayedSilver> PromoteAsync(Batch rows, BatchId batch, DateTime at, CancellationToken cancellation)
    {
        if (!rows.Table.IsLedger)
            return new(Nothing, [$"silver of {batch.Slot:yyyy-MM-dd'T'HH:mm:ss'Z'} was published without these rows and stays as it was published"]);
        if (rows.Table == UniverseTables.Listing || rows.Table == UniverseTables.Stablecoins)
            return new(Nothing, ["the next 'etl run universe' makes silver of it"]);

        var subjects = LedgerRows.TextsOf(rows, rows.Table.Key[0]).OfType<string>().ToHashSet();
        var assets = await AssetsAsync(rows.Table, subjects, cancellation);
        var silver = assets.Count == 0 ? Nothing : await PromoteAsync(assets, batch, at, cancellation);
        return new(silver, [.. Notes(rows.Table, subjects, assets)]);
    }

    private async Task<Dictionary<string, long>> PromoteAsync(IReadOnlyList<AssetWork> assets, BatchId batch, DateTime at, CancellationToken cancellation)
    {
        var page = await PageStore.PutAsync(lake, batch, 0, assets, cancellation);
        using var turns = new SeriesTurns();
        var promoted = await new PromoteHistorical(lake, settings, turns).RunAsync(
            new(batch, new(at, TimeSpan.Zero), page.Name) { IsLate = true }, cancellation);
        foreach (var part in promoted.Parts)
            await lake.Table(Tables.Named(part.Table)).CommitAsync(batch, [part.Part], $"{batch.Id}.{GateRecords.ShortId(part.Part.Path)}", part.HeldVersion, cancellation);
        return promoted.Parts.GroupBy(part => part.Table).ToDictionary(table => table.Key, table => table.Sum(part => (long)part.Part.Rows));
    }

    /// <summary>The assets whose silver is made of some subjects, as the newest run that had each of them linked it to the sources. Nothing is asked of them.</summary>
    private async Task<IReadOnlyList<AssetWork>> AssetsAsync(TableDefinition table, HashSet<string> subjects, CancellationToken cancellation)
    {
        var found = new Dictionary<string, AssetWork>();
        foreach (var run in (await lake.Table(HistoricalTables.Coverage).BatchesAsync(cancellation)).Where(run => run.Pipeline == "historical").Reverse())
        {
            if (subjects.IsSubsetOf(found.Values.SelectMany(asset => SubjectsOf(table, asset))))
                break;
            foreach (var name in await PageStore.NamesAsync(lake, run, cancellation))
            {
                foreach (var asset in (await PageStore.ReadAsync(lake, run, name, cancellation)).Assets)
                    found.TryAdd(asset.AssetId, asset with { Requests = [] });
            }
        }

        return [.. found.Values.Where(asset => SubjectsOf(table, asset).Any(subjects.Contains)).OrderBy(asset => asset.AssetId, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> SubjectsOf(TableDefinition table, AssetWork asset) =>
        table == HistoricalTables.Tvl ? asset.TvlSlugs
        : table == HistoricalTables.Dex ? asset.DexSlugs
        : table == HistoricalTables.SocialDay ? asset.LunarCrushId is { } id ? [id.ToString(System.Globalization.CultureInfo.InvariantCulture)] : []
        : [asset.AssetId];

    private static IEnumerable<string> Notes(TableDefinition table, IReadOnlySet<string> subjects, IReadOnlyList<AssetWork> assets)
    {
        foreach (var subject in subjects.Except(assets.SelectMany(asset => SubjectsOf(table, asset))).Order(StringComparer.Ordinal))
            yield return $"{subject}: no historical run had it, so no silver row is made of it";
        if (table == HistoricalTables.Chart)
            yield return "silver_universe keeps the days it has decided; the next 'etl run universe' decides new days with these rows";
    }
}
