namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>How snapshots come out of the log.</summary>
public sealed partial class DeltaLog
{
    /// <summary>By the checkpoint that the hint names, without a look at the folder, which may hold a hundred thousand commits.</summary>
    private async Task<DeltaSnapshot?> OpenAsync(CancellationToken cancellation)
    {
        var hinted = await HintedAsync(cancellation);
        return hinted is not null
            ? (await AdvanceAsync(hinted, cancellation)).Checked()
            : await LoadAsync(await ListAsync(cancellation), long.MaxValue, cancellation);
    }

    /// <summary>
    /// The state at the hinted checkpoint. Null when the hint, or what it names, is missing, broken or of another kind; and
    /// when the checkpoint's own commit is gone: then the log was cleaned up to a newer one, and commits after this one may be missing.
    /// </summary>
    private async Task<DeltaSnapshot?> HintedAsync(CancellationToken cancellation)
    {
        if (await DeltaCheckpointHint.ReadAsync(storage, $"{logFolder}/{LastCheckpoint}", cancellation) is not { } version
            || await storage.FindAsync(PathOf(version), cancellation) is null)
            return null;
        try
        {
            return await StateAsync(new(version, [DeltaCheckpointWriter.PathOf(logFolder, version)]), cancellation);
        }
        catch (LakeException)
        {
            return null;
        }
    }

    private async Task<DeltaSnapshot> StateAsync(DeltaCheckpoint checkpoint, CancellationToken cancellation)
    {
        var snapshot = new DeltaSnapshot(Table);
        snapshot.Apply(checkpoint.Version, await DeltaCheckpointReader.ReadAsync(storage, checkpoint, cancellation));
        return snapshot;
    }

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
        return await ResumeAsync(listing, target, cancellation);
    }

    /// <summary>The newest checkpoint that can be read, and every commit after it. A broken one gives way to an older one, the last to the commits alone.</summary>
    private async Task<DeltaSnapshot> ResumeAsync(DeltaLogListing listing, long target, CancellationToken cancellation)
    {
        LakeException? fault = null;
        foreach (var checkpoint in listing.CheckpointsUpTo(target).Where(checkpoint => listing.FirstGap(checkpoint.Version, target) is null))
        {
            DeltaSnapshot state;
            try
            {
                state = await StateAsync(checkpoint, cancellation);
            }
            catch (LakeException broken)
            {
                fault ??= broken;
                continue;
            }

            return await ReplayAsync(state, target, cancellation);
        }

        return listing.FirstGap(-1, target) is null
            ? await ReplayAsync(new(Table), target, cancellation)
            : throw fault ?? Gap(listing, target);
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
