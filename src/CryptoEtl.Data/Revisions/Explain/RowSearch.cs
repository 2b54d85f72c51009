using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Finds rows by the texts of their cells.</summary>
internal sealed class RowSearch(Lake lake)
{
    /// <summary>All rows that a query gives, every vintage.</summary>
    public async Task<Batch> VintagesAsync(TableDefinition table, RowQuery query, CancellationToken cancellation)
    {
        var parts = new List<Batch>();
        await foreach (var part in new TableHistory(lake.Table(table)).VintagesAsync(query, cancellation))
            parts.Add(part);
        return Batch.Concat(table, parts);
    }

    /// <summary>The rows that a row was made of: of snapshots those of its batch, of ledgers those known when it was seen.</summary>
    public async Task<Batch> FromAsync(LineageStep step, Batch rows, int row, CancellationToken cancellation)
    {
        var expected = step.On.Select(on => (on.From, Text: CellText.Of(rows, on.Of, row))).ToList();
        var applies = step.When is not { } when || CellText.Of(rows, when.Column, row) == when.Text;
        if (!applies || expected.Any(cell => cell.Text is null) || rows.Texts(Tables.BatchId)[row] is not { } id || BatchId.TryParse(id) is not { } batch)
            return new BatchBuilder(step.From).Build();

        var candidates = step.From.IsLedger
            ? await KnownAsync(step.From, expected, rows.Instants(Tables.ObservedAt)[row], cancellation)
            : await lake.Table(step.From).ReadAsync(batch, cancellation);
        return candidates.Take([.. Enumerable.Range(0, candidates.RowCount).Where(at => expected.All(cell => Fits(candidates, cell.From, at, cell.Text!)))]);
    }

    private async Task<Batch> KnownAsync(TableDefinition table, List<(string From, string? Text)> expected, DateTime? seen, CancellationToken cancellation)
    {
        var asset = RowNames.AssetOf(table)?.Name;
        var name = expected.Find(cell => cell.From == asset).Text;
        var query = new RowQuery { KnownAt = seen is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null, Assets = name is null ? null : new HashSet<string> { name } };
        return KnownRows.Of(await VintagesAsync(table, query, cancellation), asOf: null, query.KnownAt);
    }

    /// <summary>A moment fits its day.</summary>
    private static bool Fits(Batch rows, string column, int row, string text) => CellText.Of(rows, column, row) is { } cell
        && (cell == text || (cell.Length == 10 && rows[column] is DateTime?[] && text.StartsWith(cell + "T", StringComparison.Ordinal)));
}
