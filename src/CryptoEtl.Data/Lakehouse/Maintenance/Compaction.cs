using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Lakehouse.Maintenance;

/// <summary>What became of some small files of a partition.</summary>
/// <param name="Partition">A day.</param>
/// <param name="BytesAfter">Of the one file in their place; 0 where none was written.</param>
/// <param name="Version">That holds it; null when this was only a plan, or another writer removed one of the files first.</param>
public sealed record CompactedFiles(string Table, string Partition, int Files, long Rows, long BytesBefore, long BytesAfter, long? Version);

/// <summary>Puts small files of a partition together into one, sorted by key. Rows are the same before and after; writers go on meanwhile.</summary>
public sealed class Compaction(LakeTable table, TimeProvider clock)
{
    /// <summary>Compressed bytes. A bin is held in memory whole, where it takes several times as much.</summary>
    public const long DefaultTargetBytes = 64 << 20;

    private const int MaxAttempts = 50;

    /// <summary>Compacts bin by bin, one commit each.</summary>
    /// <param name="targetBytes">Most bytes put together; files below half of it are small.</param>
    /// <param name="before">Only partitions of earlier days; null is all.</param>
    /// <param name="dryRun">True only tells what would be put together.</param>
    /// <param name="cancellation">What is committed stays.</param>
    /// <exception cref="LakeException">A file is broken, the table is another version's, or the new file does not hold the same rows: nothing is committed then.</exception>
    public async IAsyncEnumerable<CompactedFiles> RunAsync(
        long targetBytes = DefaultTargetBytes, DateOnly? before = null, bool dryRun = false, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (await table.SnapshotAsync(cancellation) is not { } snapshot)
            yield break;
        RequireWhole(snapshot);
        foreach (var bin in CompactionPlan.Of(snapshot, table.Definition.PartitionColumn, targetBytes, before?.ToString("yyyy-MM-dd", null)))
            yield return dryRun ? Result(bin, Promised(bin), 0, null) : await CompactAsync(snapshot, bin, cancellation);
    }

    private async Task<CompactedFiles> CompactAsync(DeltaSnapshot snapshot, CompactionBin bin, CancellationToken cancellation)
    {
        var before = new RowDigest();
        var rows = await ReadAsync(bin.Files, before, cancellation);
        var merged = await table.StageCompactedAsync(bin.Partition, RowOrder.Sorted(rows), cancellation);
        await RequireSameRowsAsync(merged, before, cancellation);
        return Result(bin, before.Rows, merged.Size, await CommitAsync(snapshot, bin, merged, cancellation));
    }

    private async Task<Batch> ReadAsync(IEnumerable<DeltaAdd> files, RowDigest digest, CancellationToken cancellation)
    {
        var parts = new List<Batch>();
        foreach (var file in files)
        {
            await foreach (var rows in table.ReadFileAsync(file, null, cancellation))
            {
                digest.Add(rows);
                parts.Add(rows);
            }
        }

        return Batch.Concat(table.Definition, parts);
    }

    /// <summary>The finished file is read back from where it lies and must hold every row of the old ones, each as often.</summary>
    private async Task RequireSameRowsAsync(DeltaAdd merged, RowDigest before, CancellationToken cancellation)
    {
        var after = new RowDigest();
        await foreach (var rows in table.ReadFileAsync(merged, null, cancellation))
            after.Add(rows);
        if (!after.Equals(before))
            throw new LakeException($"{table.Log.Table}: {merged.File} holds {after.Rows} rows, its sources {before.Rows}, and they are not the same; nothing was committed");
    }

    /// <summary>Null when another writer was first with one of the files.</summary>
    private async Task<long?> CommitAsync(DeltaSnapshot read, CompactionBin bin, DeltaAdd merged, CancellationToken cancellation)
    {
        var rewritten = bin.Files.Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        for (var (attempt, checkedTo) = (0, read.Version); attempt < MaxAttempts; attempt++)
        {
            var latest = (await table.SnapshotAsync(cancellation))!;
            if (!await AreThereAsync(checkedTo, latest, rewritten, cancellation))
                return null;
            checkedTo = latest.Version;

            var now = clock.GetUtcNow();
            var id = DeltaCommitId.Next("compaction", rewritten, now);
            using var lines = DeltaCommitWriter.Rewrite(latest, table.Definition, [merged], bin.Files, id, now);
            if (!await table.Log.TryCommitAsync(latest.Version + 1, id, lines, cancellation))
                continue;
            await table.Log.CheckpointIfDueAsync(latest.Version + 1, now, cancellation);
            return latest.Version + 1;
        }

        throw new LakeException($"{table.Log.Table}: {MaxAttempts} other commits came first; the compaction of {bin.Partition} is not committed");
    }

    private async Task<bool> AreThereAsync(long checkedTo, DeltaSnapshot latest, HashSet<string> rewritten, CancellationToken cancellation)
    {
        try
        {
            await DeltaConflicts.RequireFilesAsync(table.Log, checkedTo, latest.Version, rewritten, cancellation);
            return rewritten.All(latest.Has);
        }
        catch (LakeConflictException)
        {
            return false;
        }
    }

    /// <summary>Columns that this version does not know would be lost.</summary>
    private void RequireWhole(DeltaSnapshot snapshot)
    {
        DeltaFeatures.RequireAppendable(snapshot);
        var unknown = snapshot.Schema.Select(field => field.Name).Except(table.Definition.Columns.Select(column => column.Name)).ToList();
        if (unknown.Count > 0)
            throw new LakeException($"{snapshot.Table}: has column {string.Join(", ", unknown)}, which this version does not know; it is not compacted");
    }

    private static long Promised(CompactionBin bin) => bin.Files.Sum(file => FileStatistics.Of(file).NumRecords ?? 0);

    private CompactedFiles Result(CompactionBin bin, long rows, long bytesAfter, long? version) =>
        new(table.Definition.FullName, bin.Partition, bin.Files.Count, rows, bin.Bytes, bytesAfter, version);
}
