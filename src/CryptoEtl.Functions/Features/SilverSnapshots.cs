using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Features.Series;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Features;

/// <summary>Reads what each run of <c>derivatives</c> saw of some assets, as far as the gate let it pass.</summary>
internal static class SilverSnapshots
{
    /// <summary>The funding rate is always this column: see decision 17.</summary>
    private const string Funding = "funding_8h_median";

    private static readonly string[] Columns = ["asset_id", "open_interest_usd", Funding, "basis_perp", Tables.EventTime, Tables.AvailableAt, Tables.BatchId];

    /// <summary>Snapshots by asset; none of assets without any.</summary>
    public static async Task<IReadOnlyDictionary<string, List<VenuesSnapshot>>> ReadAsync(Lake lake, IReadOnlySet<string> assets, CancellationToken cancellation)
    {
        var rows = (await LedgerRows.ReadAsync(lake, DerivativesSilver.Asset, "asset_id", assets, cancellation, Columns)).Rows;
        var passed = await PassedAsync(lake, rows.Texts(Tables.BatchId).OfType<string>().ToHashSet(), cancellation);
        var (ids, batches) = (rows.Texts("asset_id"), rows.Texts(Tables.BatchId));
        return Enumerable.Range(0, rows.RowCount).Where(row => passed.Contains(batches[row]!))
            .GroupBy(row => ids[row]!).ToDictionary(asset => asset.Key, asset => asset.Select(row => SnapshotAt(rows, row)).ToList());
    }

    private static VenuesSnapshot SnapshotAt(Batch rows, int row) => new(
        rows.Instants(Tables.EventTime)[row]!.Value.Ticks, rows.Instants(Tables.AvailableAt)[row]!.Value.Ticks,
        rows.Numbers("open_interest_usd")[row] ?? double.NaN, rows.Numbers(Funding)[row] ?? double.NaN, rows.Numbers("basis_perp")[row] ?? double.NaN);

    /// <summary>The batches whose contracts have a passing verdict, and of which no table was refused.</summary>
    private static async Task<IReadOnlySet<string>> PassedAsync(Lake lake, HashSet<string> batches, CancellationToken cancellation)
    {
        if (batches.Count == 0)
            return batches;
        var words = (await lake.Gate.OverridesAsync(cancellation)).ToLookup(word => word.Table, word => word.Batch);
        foreach (var table in DerivativesTables.All)
        {
            // What was made on a person's word stays when the word expires: the same past gives the same rows.
            if ((await lake.Gate.AcceptedAsync(table, cancellation))?.And(words[table.FullName]) is { } accepted)
                batches.RemoveWhere(batch => IsRefused(table, accepted, batch));
        }

        return batches;
    }

    /// <summary>Not every source is asked for each batch, but for contracts one always is.</summary>
    private static bool IsRefused(TableDefinition table, AcceptedBatches accepted, string batch) =>
        !accepted.Contains(batch) && (table == DerivativesTables.Contract || accepted.IsJudged(batch));
}
