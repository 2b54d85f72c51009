using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;
using CryptoEtl.Data.QualityGate;

namespace CryptoEtl.Data.Revisions;

/// <summary>Reads a table as it was known at some moment, a block of subjects at a time.</summary>
/// <param name="blockRows">Rows held in memory at a time, unless a single subject has more.</param>
/// <param name="accepted">Batches whose rows may be read; null: all.</param>
/// <remarks>
/// The first pass reads three columns and counts; then each block is read from the files that have rows of it. A subject is the first
/// column of the key: an asset in ledgers, a batch in tables of snapshots, so files and blocks mostly agree.
/// </remarks>
public sealed class TableHistory(LakeTable table, int blockRows = 1 << 19, AcceptedBatches? accepted = null)
{
    private static readonly HashSet<string> ObservedAtOnly = [Tables.ObservedAt];

    public TableDefinition Table => table.Definition;

    /// <summary>When the newest row was seen; null when there is none.</summary>
    public async Task<DateTimeOffset?> NewestAsync(CancellationToken cancellation = default)
    {
        DateTime? newest = null;
        foreach (var file in await FilesAsync(cancellation))
        {
            // Bounds in the log are rounded up: they tell which files need not be read.
            if (newest is { } known && FileStatistics.Of(file).MaxInstant(Tables.ObservedAt) <= known)
                continue;
            await foreach (var part in table.ReadFileAsync(file, ObservedAtOnly, cancellation))
                newest = part.Instants(Tables.ObservedAt).Append(newest).Max();
        }

        return newest is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>The rows as they were known, in order of key.</summary>
    /// <exception cref="BadInputException">The query does not suit the table.</exception>
    public IAsyncEnumerable<Batch> AsOfAsync(RowQuery query, CancellationToken cancellation = default) =>
        BlocksAsync(query, (rows, filter) => filter.OfDays(KnownRows.Of(rows, query.AsOf, query.KnownAt)), cancellation);

    /// <summary>Every vintage that was known, in order of key, oldest first. A block has all vintages of its keys.</summary>
    public IAsyncEnumerable<Batch> VintagesAsync(RowQuery query, CancellationToken cancellation = default) =>
        BlocksAsync(query, (rows, filter) => filter.OfKeysOfDays(KnownRows.Vintages(rows)), cancellation);

    /// <summary>The files of the newest version: a reader asks once and keeps to what it got.</summary>
    private async Task<IReadOnlyList<DeltaAdd>> FilesAsync(CancellationToken cancellation) => (await table.SnapshotAsync(cancellation))?.Files ?? [];

    private async IAsyncEnumerable<Batch> BlocksAsync(RowQuery query, Func<Batch, RowFilter, Batch> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = new RowFilter(Table, query);
        var listed = (await FilesAsync(cancellation)).Where(filter.MayKeep);
        var subjects = await SubjectBlocks.CountAsync(table, listed, filter, cancellation);
        foreach (var block in subjects.Cut(blockRows))
        {
            var rows = read(await ReadAsync(block, subjects.Files.Where(block.Overlaps), filter, cancellation), filter);
            if (rows.RowCount > 0)
                yield return rows;
        }
    }

    private async Task<Batch> ReadAsync(SubjectBlock block, IEnumerable<FileSubjects> from, RowFilter filter, CancellationToken cancellation)
    {
        var parts = new List<Batch>();
        foreach (var file in from)
        {
            await foreach (var all in table.ReadFileAsync(file.File, columns: null, cancellation))
            {
                var part = accepted is null ? all : accepted.Of(all);
                var (keeps, subjects) = (filter.Keeps(part), Subject.Of(part));
                var rows = Enumerable.Range(0, part.RowCount).Where(row => keeps(row) && block.Holds(subjects(row))).ToArray();
                parts.Add(rows.Length == part.RowCount ? part : part.Take(rows));
            }
        }

        return Batch.Concat(Table, parts);
    }
}
