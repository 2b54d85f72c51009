namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>How snapshots come out of the log.</summary>
public sealed partial class DeltaLog
{
    private async Task<DeltaSnapshot> AdvanceAsync(DeltaSnapshot known, CancellationToken cancellation)
    {
        if (await CommitAsync(known.Version + 1, cancellation) is not { } next)
            return known;

        var snapshot = known.Copy();
        for (DeltaCommit? commit = next; commit is not null; commit = await CommitAsync(snapshot.Version + 1, cancellation))
            snapshot.Apply(snapshot.Version + 1, commit);
        return snapshot.Checked();
    }

    private async Task<DeltaLogListing> ListAsync(CancellationToken cancellation) =>
        DeltaLogListing.Of(await storage.ListAsync(logFolder, cancellation));

    private async Task<DeltaSnapshot?> LoadAsync(DeltaLogListing listing, long upTo, CancellationToken cancellation)
    {
        if (listing.IsEmpty)
            return null;

        var target = Math.Min(upTo, listing.Last);
        RequireReachable(listing, target);
        return listing.FirstGap(-1, target) is null
            ? await ReplayAsync(new(Table), target, cancellation)
            : await ResumeAsync(listing, target, cancellation);
    }

    /// <summary>The newest checkpoint that can be read, and every commit after it. A broken one gives way to an older one.</summary>
    private async Task<DeltaSnapshot> ResumeAsync(DeltaLogListing listing, long target, CancellationToken cancellation)
    {
        LakeException? fault = null;
        foreach (var checkpoint in listing.CheckpointsUpTo(target).Where(checkpoint => listing.FirstGap(checkpoint.Version, target) is null))
        {
            DeltaCommit state;
            try
            {
                state = await DeltaCheckpointReader.ReadAsync(storage, checkpoint, cancellation);
            }
            catch (LakeException broken)
            {
                fault ??= broken;
                continue;
            }

            var snapshot = new DeltaSnapshot(Table);
            snapshot.Apply(checkpoint.Version, state);
            return await ReplayAsync(snapshot, target, cancellation);
        }

        throw fault ?? Gap(listing, target);
    }

    private async Task<DeltaSnapshot> ReplayAsync(DeltaSnapshot snapshot, long target, CancellationToken cancellation)
    {
        for (var version = snapshot.Version + 1; version <= target; version++)
            snapshot.Apply(version, await CommitAsync(version, cancellation) ?? throw Missing(version));
        return snapshot.Checked();
    }

    private void RequireReachable(DeltaLogListing listing, long target)
    {
        if (listing.Earliest is not { } earliest)
            throw NoStart(listing);
        if (target < earliest)
            throw new LakeException($"{Table}: version {target} cannot be read; the earliest that can is {earliest}");
    }

    /// <summary>Neither the first commit nor a checkpoint is there.</summary>
    private LakeException NoStart(DeltaLogListing listing) => new(
        listing.Version2Checkpoint is { } other ? NeedsVersion2(other)
        : listing.MissingParts is [var part, ..] ? $"{Table}: the log has no first commit, and its checkpoint is incomplete: {part} is missing"
        : $"{Table}: the log starts at version {listing.FirstCommit}; its earlier commits were cleaned away, and there is no checkpoint in their place");

    /// <summary>Every commit after the start must be there: what is missing could have removed any file.</summary>
    private LakeException Gap(DeltaLogListing listing, long target)
    {
        if (listing.Version2Checkpoint is { } other)
            return new(NeedsVersion2(other));

        var start = listing.CheckpointsUpTo(target).FirstOrDefault()?.Version ?? -1;
        return Missing(listing.FirstGap(start, target)!.Value);
    }

    private string NeedsVersion2(string checkpoint) => $"{Table}: needs table feature v2Checkpoint ({checkpoint}), which is not supported";

    private LakeException Missing(long version) => new($"{Table}: versions are not contiguous: commit {version} is missing");

    private LakeException NoTable() => new($"{Table}: there is no Delta table here");
}
