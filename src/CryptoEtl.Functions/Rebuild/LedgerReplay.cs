using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
using CryptoEtl.Functions.Universe;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>Bronze ledgers: what a batch's answers told otherwise than the batches before it.</summary>
public sealed class LedgerReplay : IBatchReplay
{
    private static readonly TableDefinition[] Series =
        [HistoricalTables.Chart, HistoricalTables.Candles, HistoricalTables.Tvl, HistoricalTables.Dex, HistoricalTables.SocialDay, HistoricalTables.Coverage];

    public bool Handles(TableDefinition table) => IsList(table) || Series.Contains(table);

    public IReadOnlyList<TableDefinition> Together(TableDefinition table) => [table];

    public async Task<IReadOnlyList<StagedPart>> ReplayAsync(Lake lake, BatchId batch, TableDefinition table, CancellationToken cancellation)
    {
        if (IsList(table))
            return await ListsAsync(lake, batch, table, cancellation);

        var parts = new List<StagedPart>();
        foreach (var name in await PageStore.NamesAsync(lake, batch, cancellation))
        {
            var page = await PageRows.ReadAsync(lake, batch, await PageStore.ReadAsync(lake, batch, name, cancellation), cancellation);
            if (await RowsAsync(lake, page, table, cancellation) is { RowCount: > 0 } rows)
                parts.Add(await lake.Table(table).StageAsync(batch, name, rows, cancellation));
        }

        return parts;
    }

    private static bool IsList(TableDefinition table) => table == UniverseTables.Listing || table == UniverseTables.Stablecoins;

    private static async Task<Batch?> RowsAsync(Lake lake, PageRows page, TableDefinition table, CancellationToken cancellation)
    {
        if (table == HistoricalTables.Coverage)
            return page.Coverage;
        if (!page.Tables.Contains(table.FullName))
            return null;
        var held = await LedgerRows.ReadAsync(lake, table, table.Key[0], page.SubjectsOf(table), cancellation);
        return page.Differences(table, held.Rows).Rows;
    }

    private static async Task<IReadOnlyList<StagedPart>> ListsAsync(Lake lake, BatchId batch, TableDefinition table, CancellationToken cancellation)
    {
        var records = (await RequestRecords.OfAsync(lake, batch, cancellation)).Where(record => UniversePlan.Lists.Any(list => list.Name == record.Request.Name)).ToList();
        if (records.Count == 0)
            return [];

        var origin = new RowOrigin(batch, records.Max(record => record.Answer.ReceivedAt), RawSha256: null);
        var lists = new ListRows(lake, [.. records.Select(record => record.Request)], origin);
        var rows = table == UniverseTables.Listing ? (await lists.ListingAsync(cancellation)).New.Rows.Rows : (await lists.StablecoinsAsync(cancellation)).Rows.Rows;
        return rows.RowCount == 0 ? [] : [await lake.Table(table).StageAsync(batch, ListRows.Part, rows, cancellation)];
    }
}
