namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Deleting what a checkpoint stands for.</summary>
public sealed partial class DeltaLog
{
    /// <summary>Deletes commits and checkpoints that are older than the table's log retention and that a checkpoint stands for.</summary>
    /// <remarks>
    /// Cutoff is midnight UTC, the retention back. The newest checkpoint not newer than that stays, with its own commit and
    /// everything after. Without such a checkpoint nothing is deleted. Earlier versions can then be read no more.
    /// </remarks>
    /// <param name="dryRun">True only tells what would be deleted.</param>
    /// <returns>Paths below the lake's root.</returns>
    public async Task<IReadOnlyList<string>> CleanAsync(DateTimeOffset now, bool dryRun = false, CancellationToken cancellation = default)
    {
        if (await LatestAsync(cancellation) is not { } snapshot)
            return [];

        var cutoff = new DateTimeOffset((now - DeltaRetention.OfLog(snapshot)).UtcDateTime.Date, TimeSpan.Zero);
        var files = await storage.ListAsync(logFolder, cancellation);
        var stale = await StartAsync(files, cutoff, cancellation) is { } start ? DeltaLogListing.Before(files, start, cutoff) : [];
        if (!dryRun)
        {
            foreach (var path in stale)
                await storage.DeleteAsync(path, cancellation: cancellation);
        }

        return stale;
    }

    /// <summary>Version of the checkpoint that takes the place of all before it; null when there is none old enough that can be read.</summary>
    private async Task<long?> StartAsync(IReadOnlyList<StoredFile> files, DateTimeOffset cutoff, CancellationToken cancellation)
    {
        var listing = DeltaLogListing.Of(files);
        var times = listing.CommitTimes().ToDictionary(commit => commit.Version, commit => commit.Time);
        foreach (var checkpoint in listing.CheckpointsUpTo(listing.Last))
        {
            if (!times.TryGetValue(checkpoint.Version, out var made) || made > cutoff || listing.FirstGap(checkpoint.Version, listing.Last) is not null)
                continue;
            // Nothing is deleted in favour of a file that cannot be read.
            await StateAsync(checkpoint, cancellation);
            return checkpoint.Version;
        }

        return null;
    }
}
