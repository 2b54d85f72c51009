using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>
/// What a log's folder holds. The file <c>_last_checkpoint</c> is only a hint, which may be stale, broken or absent, so
/// the names of the other files alone count. Names that the protocol does not define are ignored.
/// </summary>
/// <remarks>Source: Delta protocol, Delta Log Entries and Checkpoints.</remarks>
internal sealed partial class DeltaLogListing
{
    private readonly SortedSet<long> commits = [];
    private readonly Dictionary<long, DateTimeOffset> modified = [];
    private readonly List<DeltaCheckpoint> checkpoints = [];
    private readonly List<string> missingParts = [];

    private DeltaLogListing(IReadOnlyList<StoredFile> files)
    {
        foreach (var (path, name, time) in files.Select(file => (file.Path, file.Path[(file.Path.LastIndexOf('/') + 1)..], file.Modified)))
        {
            if (CommitName().Match(name) is { Success: true } commit)
                AddCommit(Number(commit, 1), time);
            else if (ClassicName().Match(name) is { Success: true } classic)
                checkpoints.Add(new(Number(classic, 1), [path]));
            else if (Version2Name().IsMatch(name))
                Version2Checkpoint ??= name;
        }

        AddMultiPart(files);
    }

    /// <summary>Nothing of a log is there.</summary>
    public bool IsEmpty => commits.Count == 0 && checkpoints.Count == 0 && missingParts.Count == 0 && Version2Checkpoint is null;

    /// <summary>A checkpoint of the kind that is not read; null when there is none.</summary>
    public string? Version2Checkpoint { get; }

    /// <summary>Parts that a checkpoint lacks: it counts as not there.</summary>
    public IReadOnlyList<string> MissingParts => missingParts;

    /// <summary>The newest version that commits or checkpoints speak of; -1 when neither is there.</summary>
    public long Last => Math.Max(commits.Count > 0 ? commits.Max : -1, checkpoints.Select(checkpoint => checkpoint.Version).DefaultIfEmpty(-1).Max());

    /// <summary>The oldest version that can be built; null when none can.</summary>
    public long? Earliest => commits.Contains(0) ? 0 : checkpoints.Select(checkpoint => (long?)checkpoint.Version).Min();

    public static DeltaLogListing Of(IReadOnlyList<StoredFile> files) => new(files);

    /// <summary>Log files of versions before one, and not newer than a moment: checkpoints first, then commits, the oldest first.</summary>
    /// <remarks>In that order a process that dies in the middle leaves a log that is whole from some version on.</remarks>
    public static IReadOnlyList<string> Before(IEnumerable<StoredFile> files, long version, DateTimeOffset cutoff) =>
    [
        .. from file in files
           let match = VersionedName().Match(file.Path[(file.Path.LastIndexOf('/') + 1)..])
           where match.Success && Number(match, 1) < version && file.Modified <= cutoff
           orderby match.Groups[2].Value == ".json", Number(match, 1), file.Path
           select file.Path,
    ];

    /// <summary>Checkpoints not newer than a version, the newest first, a single file before parts.</summary>
    public IEnumerable<DeltaCheckpoint> CheckpointsUpTo(long version) => checkpoints
        .Where(checkpoint => checkpoint.Version <= version)
        .OrderByDescending(checkpoint => checkpoint.Version).ThenBy(checkpoint => checkpoint.Paths.Count);

    /// <summary>The first commit that is missing after one version, up to another; null when all are there.</summary>
    public long? FirstGap(long after, long upTo)
    {
        var expected = after + 1;
        foreach (var version in commits.GetViewBetween(expected, Math.Max(expected, upTo)))
        {
            if (version != expected)
                break;
            expected++;
        }

        return expected <= upTo ? expected : null;
    }

    /// <summary>
    /// When each commit was made, oldest first: its file's time, made strictly increasing where clocks or copies disagree.
    /// </summary>
    /// <remarks>Source: Delta's DeltaHistoryManager.</remarks>
    public IEnumerable<(long Version, DateTimeOffset Time)> CommitTimes()
    {
        var last = DateTimeOffset.MinValue;
        foreach (var version in commits)
        {
            last = modified[version] > last ? modified[version] : last.AddMilliseconds(1);
            yield return (version, last);
        }
    }

    /// <summary>The oldest commit; null when there is none.</summary>
    public long? FirstCommit => commits.Count > 0 ? commits.Min : null;

    private void AddCommit(long version, DateTimeOffset time)
    {
        commits.Add(version);
        modified[version] = time;
    }

    private void AddMultiPart(IReadOnlyList<StoredFile> files)
    {
        var parts =
            from file in files
            let match = PartName().Match(file.Path[(file.Path.LastIndexOf('/') + 1)..])
            where match.Success
            group (Part: Number(match, 2), file.Path) by (Version: Number(match, 1), Count: Number(match, 3));
        foreach (var found in parts)
        {
            var wanted = Enumerable.Range(1, found.Count() + 1).Select(part => (long)part).TakeWhile(part => part <= found.Key.Count);
            var missing = wanted.Except(found.Select(part => part.Part)).ToList();
            if (missing.Count == 0)
                checkpoints.Add(new(found.Key.Version, [.. found.OrderBy(part => part.Part).Select(part => part.Path)]));
            else
                missingParts.Add($"{found.Key.Version:D20}.checkpoint.{missing[0]:D10}.{found.Key.Count:D10}.parquet");
        }
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(00\d{18})\.json$")]
    private static partial Regex CommitName();

    /// <summary>Commits, checkpoints of every kind, checksums, and compacted commits by the version they start with.</summary>
    [GeneratedRegex(@"^(00\d{18})(\.json|\.crc|\.00\d{18}\.compacted\.json|\.checkpoint\..*)$")]
    private static partial Regex VersionedName();

    [GeneratedRegex(@"^(00\d{18})\.checkpoint\.parquet$")]
    private static partial Regex ClassicName();

    [GeneratedRegex(@"^(00\d{18})\.checkpoint\.(\d{10})\.(\d{10})\.parquet$")]
    private static partial Regex PartName();

    [GeneratedRegex(@"^00\d{18}\.checkpoint\.[0-9a-fA-F-]{36}\.(json|parquet)$")]
    private static partial Regex Version2Name();
}
