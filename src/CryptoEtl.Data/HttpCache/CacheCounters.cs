namespace CryptoEtl.Data.HttpCache;

/// <summary>How often what happened, since the process started.</summary>
/// <param name="Fetches">Answers asked of the source by a caller of this process.</param>
/// <param name="Waits">Answers another caller, process or host asked for meanwhile.</param>
/// <param name="Stale">Old answers that stood in for a failing source.</param>
/// <param name="Corrupt">Bodies and entry files found broken; each was removed and asked for again.</param>
/// <param name="Fenced">Answers not kept, since another had taken over in the meantime.</param>
/// <param name="CloudFailures">Calls to the bucket that failed; the source was asked instead.</param>
public sealed record CacheCounts(
    long DiskHits, long CloudHits, long Fetches, long Waits, long Stale, long Corrupt, long Fenced, long CloudFailures);

/// <summary>Counts for the run report. Safe for any number of threads.</summary>
public sealed class CacheCounters
{
    private readonly long[] outcomes = new long[Enum.GetValues<CacheOutcome>().Length];
    private long corrupt, fenced, cloudFailures;

    public CacheCounts Snapshot() => new(
        Of(CacheOutcome.Disk), Of(CacheOutcome.Cloud), Of(CacheOutcome.Fetched), Of(CacheOutcome.Waited), Of(CacheOutcome.Stale),
        Interlocked.Read(ref corrupt), Interlocked.Read(ref fenced), Interlocked.Read(ref cloudFailures));

    internal void Count(CacheOutcome outcome) => Interlocked.Increment(ref outcomes[(int)outcome]);

    internal void CountCorrupt() => Interlocked.Increment(ref corrupt);

    internal void CountFenced() => Interlocked.Increment(ref fenced);

    internal void CountCloudFailure() => Interlocked.Increment(ref cloudFailures);

    private long Of(CacheOutcome outcome) => Interlocked.Read(ref outcomes[(int)outcome]);
}
