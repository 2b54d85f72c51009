using System.Globalization;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>The log of one table: its commits, and the snapshots they add up to.</summary>
/// <param name="folder">The table's folder below the lake's root.</param>
public sealed class DeltaLog(ILakeStorage storage, string folder)
{
    private DeltaSnapshot? latest;
    private readonly string logFolder = $"{folder}/_delta_log".TrimStart('/');

    /// <summary>The table's place, for messages.</summary>
    public string Table { get; } = storage.Describe(folder);

    /// <summary>The newest snapshot; null when there is no table.</summary>
    /// <exception cref="LakeException">The log is broken, or needs a feature that is not supported.</exception>
    /// <remarks>Commits never change, so what was read once is kept and only newer ones are read.</remarks>
    public async Task<DeltaSnapshot?> LatestAsync(CancellationToken cancellation = default)
    {
        var known = Volatile.Read(ref latest);
        var stands = known is not null && await storage.FindAsync(PathOf(known.Version), cancellation) is not null;
        var snapshot = stands ? await AdvanceAsync(known!, cancellation) : await LoadAsync(long.MaxValue, cancellation);
        Volatile.Write(ref latest, snapshot);
        return snapshot;
    }

    /// <summary>The snapshot as of a version.</summary>
    /// <exception cref="LakeException">There is no such version; the message says which there are.</exception>
    public async Task<DeltaSnapshot> AtAsync(long version, CancellationToken cancellation = default)
    {
        var snapshot = await LoadAsync(version, cancellation) ?? throw new LakeException($"{Table}: there is no Delta table here");
        return snapshot.Version == version
            ? snapshot
            : throw new LakeException($"{Table}: has no version {version}; the last is {snapshot.Version}");
    }

    /// <summary>The actions of one commit; null when there is no such version.</summary>
    public async Task<DeltaCommit?> CommitAsync(long version, CancellationToken cancellation = default)
    {
        await using var stream = await storage.OpenReadAsync(PathOf(version), cancellation);
        return stream is null ? null : await DeltaCommitReader.ReadAsync(stream, storage.Describe(PathOf(version)), cancellation);
    }

    /// <summary>Makes a version, unless another writer already has.</summary>
    internal Task<bool> TryCommitAsync(long version, Stream lines, CancellationToken cancellation) =>
        storage.PutIfAbsentAsync(PathOf(version), lines, cancellation);

    private async Task<DeltaSnapshot> AdvanceAsync(DeltaSnapshot known, CancellationToken cancellation)
    {
        if (await CommitAsync(known.Version + 1, cancellation) is not { } next)
            return known;

        var snapshot = known.Copy();
        for (DeltaCommit? commit = next; commit is not null; commit = await CommitAsync(snapshot.Version + 1, cancellation))
            snapshot.Apply(snapshot.Version + 1, commit);
        return snapshot.Checked();
    }

    private async Task<DeltaSnapshot?> LoadAsync(long upTo, CancellationToken cancellation)
    {
        var listing = DeltaLogListing.Of(await storage.ListAsync(logFolder, cancellation));
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

    private string PathOf(long version) => $"{logFolder}/{version.ToString("D20", CultureInfo.InvariantCulture)}.json";
}
