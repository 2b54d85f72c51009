using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
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
        if (step.Where is { } where)
            expected.Add((where.Column, where.Text));
        var applies = step.When is not { } when || CellText.Of(rows, when.Column, row) == when.Text;
        if (!applies || expected.Exists(cell => cell.Text is null) || rows.Texts(Tables.BatchId)[row] is not { } id || BatchId.TryParse(id) is not { } batch)
            return new BatchBuilder(step.From).Build();

        var candidates = step.From.IsLedger
            ? await KnownAsync(step, await SubjectsAsync(step, expected, rows, row, batch, cancellation), rows, row, cancellation)
            : await lake.Table(step.From).ReadAsync(batch, cancellation);
        return candidates.Take([.. Enumerable.Range(0, candidates.RowCount).Where(at => expected.All(cell => Fits(candidates, cell.From, at, cell.Text!)))]);
    }

    /// <summary>The subjects that rows may be of. Null: any.</summary>
    private async Task<IReadOnlySet<string>?> SubjectsAsync(
        LineageStep step, List<(string From, string? Text)> expected, Batch rows, int row, BatchId batch, CancellationToken cancellation)
    {
        if (step.Subjects is { } subjects)
            return (await WorkAsync(batch, rows.Texts("asset_id")[row]!, cancellation)).SelectMany(subjects).ToHashSet(StringComparer.Ordinal);
        var name = RowNames.AssetOf(step.From)?.Name;
        return expected.Find(cell => cell.From == name).Text is { } asset ? new HashSet<string> { asset } : null;
    }

    /// <summary>What a batch had to do for an asset; a batch that was repeated may name it twice.</summary>
    private async Task<IEnumerable<AssetWork>> WorkAsync(BatchId batch, string asset, CancellationToken cancellation)
    {
        var work = new List<AssetWork>();
        foreach (var page in await PageStore.NamesAsync(lake, batch, cancellation))
            work.AddRange((await PageStore.ReadAsync(lake, batch, page, cancellation)).Assets.Where(one => one.AssetId == asset));
        return work;
    }

    private async Task<Batch> KnownAsync(LineageStep step, IReadOnlySet<string>? subjects, Batch rows, int row, CancellationToken cancellation)
    {
        var query = new RowQuery { KnownAt = MomentOf(rows, Tables.ObservedAt, row), Assets = subjects };
        var asOf = step.DecidedAfter is { } after ? MomentOf(rows, Tables.EventTime, row) + after : null;
        return subjects?.Count == 0 ? new BatchBuilder(step.From).Build()
            : KnownRows.Of(await VintagesAsync(step.From, query, cancellation), asOf, query.KnownAt);
    }

    private static DateTimeOffset? MomentOf(Batch rows, string clock, int row) =>
        rows.Instants(clock)[row] is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;

    /// <summary>A moment fits its day.</summary>
    private static bool Fits(Batch rows, string column, int row, string text) => CellText.Of(rows, column, row) is { } cell
        && (cell == text || (cell.Length == 10 && rows[column] is DateTime?[] && text.StartsWith(cell + "T", StringComparison.Ordinal)));
}
