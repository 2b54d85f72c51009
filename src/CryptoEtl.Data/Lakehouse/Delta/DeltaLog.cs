using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>The log of one table: its commits, and the snapshots they add up to.</summary>
/// <param name="folder">The table's folder below the lake's root.</param>
public sealed partial class DeltaLog(ILakeStorage storage, string folder)
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
        var files = await storage.ListAsync(logFolder, cancellation);
        var versions = files.Select(file => VersionOf(file.Path)).OfType<long>().Order().ToList();
        if (versions.Count == 0)
            return NoCommits(files);

        RequireWhole(versions);
        var snapshot = new DeltaSnapshot(Table);
        foreach (var version in versions.TakeWhile(version => version <= upTo))
            snapshot.Apply(version, (await CommitAsync(version, cancellation))!);
        return snapshot.Checked();
    }

    private DeltaSnapshot? NoCommits(IReadOnlyList<StoredFile> files) =>
        files.Any(file => file.Path.Contains(".checkpoint.", StringComparison.Ordinal))
            ? throw new LakeException($"{Table}: only a checkpoint is left of its log, and reading checkpoints is not supported")
            : null;

    /// <summary>Every commit from 0 on must be there: what is missing could have removed any file.</summary>
    private void RequireWhole(List<long> versions)
    {
        for (var at = 0; at < versions.Count; at++)
        {
            if (versions[at] == at)
                continue;
            throw new LakeException(at == 0
                ? $"{Table}: the log starts at version {versions[0]}; its earlier commits were cleaned away, and reading checkpoints is not supported"
                : $"{Table}: versions are not contiguous: commit {at} is missing");
        }
    }

    private string PathOf(long version) => $"{logFolder}/{version.ToString("D20", CultureInfo.InvariantCulture)}.json";

    private static long? VersionOf(string path)
    {
        var match = CommitName().Match(path[(path.LastIndexOf('/') + 1)..]);
        return match.Success ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^(\d{20})\.json$")]
    private static partial Regex CommitName();
}
