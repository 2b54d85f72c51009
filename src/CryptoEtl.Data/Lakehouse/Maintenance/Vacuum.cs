using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Lakehouse.Maintenance;

/// <summary>What a vacuum deleted, or would.</summary>
/// <param name="Paths">Below the lake's root.</param>
/// <param name="Bytes">What they take.</param>
public sealed record Vacuumed(string Table, IReadOnlyList<string> Paths, long Bytes);

/// <summary>
/// Deletes files that no reader and no writer needs: those that left the table, and what killed writers staged or left
/// half-written. Older versions of the table that need one of them can then be read no more.
/// </summary>
public sealed class Vacuum(ILakeStorage storage, LakeTable table, TimeProvider clock)
{
    /// <param name="retention">How long a file is kept that the table does not need; null: as the table says, usually 7 days.</param>
    /// <param name="allowShorter">True allows less than the table says. A write or a read that takes longer than the retention then fails.</param>
    /// <param name="dryRun">True only tells what would be deleted.</param>
    /// <param name="cancellation">What is deleted is gone; the next run goes on.</param>
    /// <exception cref="LakeException">The retention is shorter than the table's own.</exception>
    public async Task<Vacuumed> RunAsync(
        TimeSpan? retention = null, bool allowShorter = false, bool dryRun = false, CancellationToken cancellation = default)
    {
        // Listed before the log is read: a file that is committed in between is in the snapshot.
        var files = await storage.ListTreeAsync(table.Definition.Folder, cancellation);
        if (await table.SnapshotAsync(cancellation) is not { } snapshot)
            return new(table.Definition.FullName, [], 0);

        var oldest = clock.GetUtcNow() - Checked(snapshot, retention, allowShorter);
        var candidates = files.Where(file => file.Modified < oldest && IsUnneeded(snapshot, file, oldest)).ToList();
        return await DeleteAsync(candidates, oldest, dryRun, cancellation);
    }

    private async Task<Vacuumed> DeleteAsync(List<StoredFile> candidates, DateTimeOffset oldest, bool dryRun, CancellationToken cancellation)
    {
        var gone = new List<StoredFile>();
        foreach (var file in candidates)
        {
            // A writer that stages the same file again makes it new, and it stays.
            if (dryRun || await storage.DeleteAsync(file.Path, oldest, cancellation))
                gone.Add(file);
        }

        return new(table.Definition.FullName, [.. gone.Select(file => file.Path)], gone.Sum(file => file.Size));
    }

    private bool IsUnneeded(DeltaSnapshot snapshot, StoredFile file, DateTimeOffset oldest)
    {
        var path = file.Path[(table.Definition.Folder.Length + 1)..];
        if (IsHalfWritten(path))
            return true;
        return !IsReserved(path) && !snapshot.Has(path) && !snapshot.HasTombstone(path, oldest);
    }

    /// <summary>What the folder home leaves where it is killed between writing a file and naming it.</summary>
    private static bool IsHalfWritten(string path) =>
        path[(path.LastIndexOf('/') + 1)..] is ['.', ..] name && name.EndsWith(".tmp", StringComparison.Ordinal);

    /// <summary>The log, and whatever other writers keep beside the data.</summary>
    private static bool IsReserved(string path) => path.Split('/').Any(part => part is ['_' or '.', ..]);

    private static TimeSpan Checked(DeltaSnapshot snapshot, TimeSpan? retention, bool allowShorter)
    {
        var least = DeltaRetention.OfDeletedFiles(snapshot);
        return retention is not { } asked ? least
            : asked >= least || (allowShorter && asked >= TimeSpan.Zero) ? asked
            : throw new LakeException($"{snapshot.Table}: a retention of {asked:c} is shorter than the table's {least:c}; a writer or reader that is slower would lose files");
    }
}
