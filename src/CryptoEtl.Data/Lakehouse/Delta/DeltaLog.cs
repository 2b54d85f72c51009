using System.Globalization;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>The log of one table: its commits, and the snapshots they add up to.</summary>
/// <param name="folder">The table's folder below the lake's root.</param>
public sealed partial class DeltaLog(ILakeStorage storage, string folder)
{
    /// <summary>How long a commit is looked for whose put failed.</summary>
    private static readonly TimeSpan ReadBack = TimeSpan.FromSeconds(30);

    /// <summary>Names the newest checkpoint, or an older one.</summary>
    internal const string LastCheckpoint = "_last_checkpoint";

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
        var snapshot = stands ? await AdvanceAsync(known!, cancellation) : await OpenAsync(cancellation);
        Volatile.Write(ref latest, snapshot);
        return snapshot;
    }

    /// <summary>The snapshot as of a version.</summary>
    /// <exception cref="LakeException">There is no such version; the message says which there are.</exception>
    public async Task<DeltaSnapshot> AtAsync(long version, CancellationToken cancellation = default)
    {
        var snapshot = await LoadAsync(await ListAsync(cancellation), version, cancellation) ?? throw NoTable();
        return snapshot.Version == version
            ? snapshot
            : throw new LakeException($"{Table}: has no version {version}; the last is {snapshot.Version}");
    }

    /// <summary>The snapshot as of a moment: of the last commit made until then.</summary>
    /// <remarks>A commit's time is that of its file, so a copy of a table has another history.</remarks>
    /// <exception cref="LakeException">There is no table, or the moment lies before the first commit that can still be read.</exception>
    public async Task<DeltaSnapshot> AtTimeAsync(DateTimeOffset time, CancellationToken cancellation = default)
    {
        var listing = await ListAsync(cancellation);
        if (listing.IsEmpty)
            throw NoTable();

        var times = listing.CommitTimes().SkipWhile(commit => commit.Version < listing.Earliest).ToList();
        var at = times.FindLastIndex(commit => commit.Time <= time);
        return at >= 0
            ? (await LoadAsync(listing, times[at].Version, cancellation))!
            : throw new LakeException($"{Table}: nothing can be read as of {time:O}; the earliest commit is {(times.Count > 0 ? $"of {times[0].Time:O}" : "cleaned away")}");
    }

    /// <summary>The actions of one commit; null when there is no such version.</summary>
    public async Task<DeltaCommit?> CommitAsync(long version, CancellationToken cancellation = default)
    {
        await using var stream = await storage.OpenReadAsync(PathOf(version), cancellation);
        return stream is null ? null : await DeltaCommitReader.ReadAsync(stream, storage.Describe(PathOf(version)), cancellation);
    }

    /// <summary>Writes a checkpoint of the newest version.</summary>
    /// <returns>That version; null when there is no table.</returns>
    public async Task<long?> CheckpointAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var snapshot = await LatestAsync(cancellation);
        if (snapshot is not null)
            await DeltaCheckpointWriter.WriteAsync(storage, logFolder, snapshot, now, cancellation);
        return snapshot?.Version;
    }

    /// <summary>Makes a version, unless another writer already has.</summary>
    /// <param name="id">What the lines carry as <c>txnId</c>.</param>
    /// <remarks>A put whose answer is lost, or that is cancelled under way, may have landed: the commit that is there then tells whose it is.</remarks>
    internal async Task<bool> TryCommitAsync(long version, string id, Stream lines, CancellationToken cancellation)
    {
        try
        {
            return await storage.PutIfAbsentAsync(PathOf(version), lines, cancellation) || await IsOfAsync(version, id, cancellation);
        }
        catch (Exception unclear) when (unclear is not LakeException)
        {
            if (await HasLandedAsync(version, id))
                return true;
            throw;
        }
    }

    /// <summary>After a commit. That one stands: a checkpoint that cannot be written is left to the next.</summary>
    internal async Task CheckpointIfDueAsync(long version, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            if (Volatile.Read(ref latest) is { } known && DeltaCheckpointWriter.IsDue(known, version))
                await CheckpointAsync(now, cancellation);
        }
        catch (Exception)
        {
            // The log without it is as good, only slower to open.
        }
    }

    private async Task<bool> IsOfAsync(long version, string id, CancellationToken cancellation) =>
        (await CommitAsync(version, cancellation))?.CommitInfo?["txnId"]?.ToString() == id;

    /// <summary>False also where it cannot be told: the failure of the put then stands.</summary>
    private async Task<bool> HasLandedAsync(long version, string id)
    {
        using var patience = new CancellationTokenSource(ReadBack);
        try
        {
            return await IsOfAsync(version, id, patience.Token);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private string PathOf(long version) => $"{logFolder}/{version.ToString("D20", CultureInfo.InvariantCulture)}.json";
}
