using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache.Cloud;
using CryptoEtl.Data.HttpCache.Disk;
using CryptoEtl.Data.HttpCache.Leases;
using Microsoft.Extensions.Logging;
using Fetch = System.Func<
    CryptoEtl.Data.HttpCache.IBodySink, System.Threading.CancellationToken, System.Threading.Tasks.Task<CryptoEtl.Data.HttpCache.FetchedAnswer>>;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Clocks, counters and log of a cache.</summary>
/// <param name="Clock">Of the data.</param>
/// <param name="Waiting">Of leases and pauses.</param>
internal sealed record CacheSurroundings(TimeProvider Clock, TimeProvider Waiting, CacheCounters Counters, ILogger Logger);

/// <summary>Modes <see cref="CacheMode.Normal"/> and <see cref="CacheMode.Refresh"/>: disk, then bucket, then the source.</summary>
/// <remarks>
/// Who asks first among the callers of a process, then among the processes of a host, then among the hosts, fetches. The others wait, and
/// look again. A body is in its place before an entry names it, and an entry in the bucket before the one on disk.
/// </remarks>
/// <param name="cloud">Null: there is no second level.</param>
internal sealed partial class TwoLevelCache(HttpCacheOptions options, DiskCache disk, GuardedCloud? cloud, CacheSurroundings around) : IHttpCache
{
    private readonly SingleFlight<(string Hash, FreshnessRule Rule, DateTimeOffset? SettledAt), CachedAnswer> flights = new();

    private readonly LeaseWait onThisHost =
        new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500), options.LongestWait, around.Waiting);

    private readonly LeaseWait amongHosts =
        new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(3), options.LongestWait, around.Waiting);

    public CacheCounters Counters => around.Counters;

    public async Task<CachedAnswer> GetAsync(CacheRequest request, Fetch fetch, CancellationToken cancellation = default)
    {
        var (answer, led) = await flights.RunAsync(
            (request.Key.Hash, request.Rule, request.SettledAt), token => AnswerAsync(request, fetch, token), cancellation);
        var mine = led || answer.Outcome != CacheOutcome.Fetched ? answer : answer with { Outcome = CacheOutcome.Waited };
        Counters.Count(mine.Outcome);
        return mine;
    }

    public async Task<CacheEntry?> FindAsync(CacheRequest request, CancellationToken cancellation = default)
    {
        if (options.Mode == CacheMode.Refresh)
            return null;
        return await disk.FindAsync(request.Key, IsFresh(request), cancellation)
            ?? (cloud is null ? null : await cloud.FindAsync(request.Key, IsFresh(request), cancellation));
    }

    public async Task<Stream> OpenAsync(CacheEntry entry, CancellationToken cancellation = default) =>
        await disk.OpenAsync(entry, cancellation)
        ?? (await DownloadAsync(entry, cancellation) ? await disk.OpenAsync(entry, cancellation) : null)
        ?? throw new CacheMissException($"{options.Folder}: the body {entry.Sha256} is gone; ask for its request again");

    public async Task ForgetAsync(CacheKey key, CancellationToken cancellation = default)
    {
        await disk.ForgetAsync(key, cancellation);
        if (cloud is not null)
            await cloud.ForgetAsync(key, cancellation);
    }

    public void Dispose()
    {
        cloud?.Dispose();
        disk.Dispose();
    }

    private async Task<CachedAnswer> AnswerAsync(CacheRequest request, Fetch fetch, CancellationToken cancellation)
    {
        if (await OnDiskAsync(request, cancellation) is { } held)
            return new(held, CacheOutcome.Disk);

        var (lease, found, waited) = await onThisHost.TakeAsync(disk.Leases, request.Key, () => OnDiskAsync(request, cancellation), cancellation);
        if (found is not null)
            return new(found, CacheOutcome.Waited);
        if (lease is null)
        {
            CacheLog.WaitedTooLong(around.Logger, request.Key, options.LongestWait);
            return await AskAsync(request, fetch, new(null, null), cancellation);
        }

        await using var keeper = Keep(disk.Leases, lease);
        return await OnDiskAsync(request, cancellation) is { } came
            ? new(came, waited ? CacheOutcome.Waited : CacheOutcome.Disk)
            : await AnswerForHostAsync(request, fetch, keeper, cancellation);
    }

    private async Task<CachedAnswer> AnswerForHostAsync(CacheRequest request, Fetch fetch, LeaseKeeper onDisk, CancellationToken cancellation)
    {
        if (cloud is null)
            return await AskAsync(request, fetch, new(onDisk, null), cancellation);
        if (await InCloudAsync(request, onDisk, cancellation) is { } there)
            return new(there, CacheOutcome.Cloud);

        var (lease, found, waited) = await amongHosts.TakeAsync(cloud, request.Key, () => InCloudAsync(request, onDisk, cancellation), cancellation);
        if (found is not null)
            return new(found, CacheOutcome.Waited);
        if (lease is null)
            return await AskAsync(request, fetch, new(onDisk, null), cancellation);

        await using var keeper = Keep(cloud, lease);
        return await InCloudAsync(request, onDisk, cancellation) is { } came
            ? new(came, waited ? CacheOutcome.Waited : CacheOutcome.Cloud)
            : await AskAsync(request, fetch, new(onDisk, keeper), cancellation);
    }

    private LeaseKeeper Keep(ILeases leases, HeldLease lease) => new(leases, lease, options.LeaseFor, around.Waiting);
}
