using System.Globalization;
using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>Reading: by batch, and by whatever the log's statistics leave over.</summary>
public sealed partial class LakeTable
{
    /// <summary>The table now; null when nothing was ever committed.</summary>
    public Task<DeltaSnapshot?> SnapshotAsync(CancellationToken cancellation = default) => Log.LatestAsync(cancellation);

    /// <summary>The table as of a version.</summary>
    /// <exception cref="LakeException">There is no table, or no such version any more.</exception>
    public Task<DeltaSnapshot> AtVersionAsync(long version, CancellationToken cancellation = default) => Log.AtAsync(version, cancellation);

    /// <summary>The table as of a moment: after the last commit made until then.</summary>
    /// <exception cref="LakeException">There is no table, or the moment lies before its first commit that can still be read.</exception>
    public Task<DeltaSnapshot> AtTimeAsync(DateTimeOffset time, CancellationToken cancellation = default) => Log.AtTimeAsync(time, cancellation);

    /// <summary>The rows of a snapshot, file by file in order of path. A large file comes in several batches.</summary>
    /// <param name="snapshot">Of this table.</param>
    /// <param name="keep">False for a file that need not be read; null reads all.</param>
    /// <param name="columns">What to read; the others are null throughout, and not read from the file. Null is all.</param>
    /// <param name="cancellation">Cancels between columns.</param>
    /// <exception cref="LakeException">A file is missing or broken; the message names it.</exception>
    public async IAsyncEnumerable<Batch> ReadFilesAsync(
        DeltaSnapshot snapshot, Func<DeltaAdd, FileStatistics, bool>? keep = null, IReadOnlyList<string>? columns = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var wanted = columns?.ToHashSet(StringComparer.Ordinal);
        foreach (var file in snapshot.Files)
        {
            if (keep is not null && !keep(file, FileStatistics.Of(file)))
                continue;
            await foreach (var rows in ReadFileAsync(file, wanted, cancellation))
                yield return rows;
        }
    }

    /// <summary>The rows of one committed batch; none when it is not there. Their order is that of the files.</summary>
    public async Task<Batch> ReadAsync(BatchId batch, CancellationToken cancellation = default)
    {
        var snapshot = await Log.LatestAsync(cancellation);
        var parts = new List<Batch>();
        foreach (var file in (table.IsByOwnDay ? snapshot?.Files : snapshot?.FilesOf(table.PartitionColumn, DayOf(batch))) ?? [])
        {
            if (IsOf(batch, file))
                parts.AddRange(await ReadWholeAsync(file, cancellation));
            else if (BatchOf(file) is null && FileStatistics.Of(file).MayHold(Tables.BatchId, batch.Id))
                parts.AddRange((await ReadWholeAsync(file, cancellation)).Select(rows => OnlyOf(batch, rows)));
        }

        return Batch.Concat(table, parts);
    }

    /// <summary>The batches that were committed, those without rows too, oldest slot first.</summary>
    public async Task<IReadOnlyList<BatchId>> BatchesAsync(CancellationToken cancellation = default)
    {
        var snapshot = await Log.LatestAsync(cancellation);
        return [.. (snapshot?.Transactions.Keys ?? []).Select(NamedIn).OfType<BatchId>().Distinct().OrderBy(batch => batch.Slot)];
    }

    /// <summary>All rows of one file, a row group at a time.</summary>
    internal async IAsyncEnumerable<Batch> ReadFileAsync(
        DeltaAdd file, IReadOnlySet<string>? columns, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var path = $"{table.Folder}/{file.File}";
        await using var stream = await storage.OpenReadAsync(path, cancellation)
            ?? throw new LakeException($"{storage.Describe(path)}: the file is missing, but {table.FullName} lists it");
        var day = DateOnly.ParseExact(file.PartitionValues[table.PartitionColumn]!, DayFormat, CultureInfo.InvariantCulture);

        await using var groups = ParquetBatches.ReadAsync(table, stream, day, columns, cancellation).GetAsyncEnumerator(cancellation);
        while (await ParquetFault.ToldAsync(storage.Describe(path), () => groups.MoveNextAsync().AsTask()))
            yield return groups.Current;
    }

    private async Task<List<Batch>> ReadWholeAsync(DeltaAdd file, CancellationToken cancellation)
    {
        var parts = new List<Batch>();
        await foreach (var rows in ReadFileAsync(file, null, cancellation))
            parts.Add(rows);
        return parts;
    }

    private static Batch OnlyOf(BatchId batch, Batch rows)
    {
        var ids = rows.Texts(Tables.BatchId);
        var id = batch.Id;
        var mine = Enumerable.Range(0, rows.RowCount).Where(row => ids[row] == id).ToArray();
        return mine.Length == rows.RowCount ? rows : rows.Take(mine);
    }

    private static bool IsOf(BatchId batch, DeltaAdd file) => NameOf(file).StartsWith(batch.Id + ".", StringComparison.Ordinal);

    /// <summary>Null for files that no single batch of ours wrote: put together from many, or another writer's.</summary>
    private static BatchId? BatchOf(DeltaAdd file) => NamedIn(NameOf(file));

    /// <summary>The batch before the first dot, in a file's name or a transaction's.</summary>
    private static BatchId? NamedIn(string name) => BatchId.TryParse(name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? name[..dot] : name);

    private static string NameOf(DeltaAdd file) => file.File[(file.File.LastIndexOf('/') + 1)..];
}
