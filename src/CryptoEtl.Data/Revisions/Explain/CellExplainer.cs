using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Walks from a cell back to the raw answers it was made of.</summary>
/// <param name="knownAt">The value that was known then is explained. Null: the newest.</param>
public sealed class CellExplainer(Lake lake, DateTimeOffset? knownAt)
{
    /// <summary>Rows shown of each table that a row was made of.</summary>
    private const int MostRows = 3;

    private readonly RowSearch search = new(lake);
    private readonly RawTrace raw = new(lake);
    private readonly GateTrace gate = new(lake);
    private readonly CommitTrace commits = new(lake);

    /// <exception cref="BadInputException">There is no such column or row; the message says what there is.</exception>
    public async Task<CellExplanation> ExplainAsync(TableDefinition table, string asset, DateOnly day, string column, CancellationToken cancellation = default)
    {
        var meaning = table.Columns.FirstOrDefault(known => known.Name == column)?.Meaning
            ?? throw new BadInputException($"{table.FullName} has no column '{column}'; there are: {string.Join(", ", table.Columns.Select(known => known.Name))}");
        var query = new RowQuery { From = day, To = day, Assets = RowNames.AssetOf(table) is null ? null : new HashSet<string> { asset } };
        var rows = await search.VintagesAsync(table, query, cancellation);
        if (rows.RowCount == 0)
            throw new BadInputException(await WhatThereIs.SayAsync(search, table, asset, day, cancellation));

        var cells = new List<ExplainedRow>();
        foreach (var vintages in VintagesOf(rows))
        {
            if (Newest(rows, vintages) is { } row)
                cells.Add(await RowAsync(rows, row, vintages, column, depth: 0, cancellation));
        }

        return cells.Count > 0
            ? new(table.FullName, asset, day, column, meaning, DefinitionHash.Of(table), cells)
            : throw new BadInputException($"{table.FullName}: {asset} on {day:yyyy-MM-dd} was not known at {knownAt:O} yet");
    }

    /// <summary>Rows that tell of the same thing, oldest first. A snapshot's key starts with its batch, which is left out.</summary>
    private static IEnumerable<IReadOnlyList<int>> VintagesOf(Batch rows)
    {
        var observed = rows.Instants(Tables.ObservedAt);
        return Enumerable.Range(0, rows.RowCount).GroupBy(row => CellText.KeyOf(rows, row, Tables.BatchId), StringComparer.Ordinal)
            .Select(same => (IReadOnlyList<int>)[.. same.OrderBy(row => observed[row])]);
    }

    private int? Newest(Batch rows, IReadOnlyList<int> vintages)
    {
        var observed = rows.Instants(Tables.ObservedAt);
        return vintages.Where(row => knownAt is null || observed[row] <= knownAt.Value.UtcDateTime).Cast<int?>().LastOrDefault();
    }

    private async Task<ExplainedRow> RowAsync(
        Batch rows, int row, IReadOnlyList<int> vintages, string column, int depth, CancellationToken cancellation)
    {
        var batch = rows.Texts(Tables.BatchId)[row];
        return new(
            rows.Table.FullName, CellText.KeyOf(rows, row, Tables.BatchId), ValueOf(rows, column, row), RevisionOf(rows, row), batch ?? "",
            depth == 0 ? null : CellsOf(rows, row),
            VintagesOf(rows, row, vintages, column),
            await commits.OfAsync(rows, row, cancellation), await gate.OfAsync(rows, row, cancellation), await raw.OfAsync(rows, row, cancellation),
            await MadeFromAsync(rows, row, column, depth, cancellation));
    }

    private async Task<IReadOnlyList<MadeFrom>> MadeFromAsync(Batch rows, int row, string column, int depth, CancellationToken cancellation)
    {
        var all = new List<MadeFrom>();
        foreach (var step in Lineage.Of(rows.Table))
        {
            var found = await search.FromAsync(step, rows, row, cancellation);
            var shown = new List<ExplainedRow>();
            for (var at = 0; at < Math.Min(MostRows, found.RowCount); at++)
                shown.Add(await RowAsync(found, at, [at], column, depth + 1, cancellation));
            if (found.RowCount > 0)
                all.Add(new(step.From.FullName, found.RowCount, shown));
        }

        return all;
    }

    private static List<Vintage> VintagesOf(Batch rows, int row, IReadOnlyList<int> vintages, string column)
    {
        var (told, place) = (new List<Vintage>(), "earlier");
        foreach (var vintage in vintages)
        {
            told.Add(VintageOf(rows, vintage, column, vintage == row ? "explained" : place));
            if (vintage == row)
                place = "later";
        }

        return told;
    }

    private static Vintage VintageOf(Batch rows, int row, string column, string place) => new(
        ValueOf(rows, column, row), RevisionOf(rows, row), CellText.Of(rows, Tables.EventTime, row), CellText.Of(rows, Tables.AvailableAt, row),
        CellText.Of(rows, Tables.ObservedAt, row), rows.Texts(Tables.BatchId)[row], rows.Texts(Tables.RawSha256)[row], place);

    private static string? ValueOf(Batch rows, string column, int row) =>
        rows.Table.Columns.Any(known => known.Name == column) ? CellText.Of(rows, column, row) : null;

    private static string? RevisionOf(Batch rows, int row) => rows.Table.IsLedger ? rows.Texts(Tables.Revision)[row] : null;

    private static Dictionary<string, string> CellsOf(Batch rows, int row) => rows.Table.Columns.Select(column => column.Name)
        .Where(name => name != Tables.Revision && Tables.Clocks.All(clock => clock.Name != name))
        .Select(name => (name, Text: CellText.Of(rows, name, row))).Where(cell => cell.Text is not null).ToDictionary(cell => cell.name, cell => cell.Text!);
}
