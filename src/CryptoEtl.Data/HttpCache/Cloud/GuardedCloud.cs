using CryptoEtl.Data.HttpCache.Disk;
using CryptoEtl.Data.HttpCache.Leases;
using Google.Cloud.Storage.V1;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Data.HttpCache.Cloud;

/// <summary>The second level as the cache sees it: it may know nothing, but it never fails.</summary>
internal sealed class GuardedCloud : ILeases, IDisposable
{
    private readonly HttpCacheOptions options;
    private readonly CloudObjects objects;
    private readonly CloudLeases leases;
    private readonly GcsCachingManager manager;
    private readonly CloudGuard guard;
    private readonly CacheCounters counters;
    private readonly ILogger logger;

    public GuardedCloud(
        HttpCacheOptions options, string bucket, Func<Task<StorageClient>> connect, TimeProvider waiting, CacheCounters counters, ILogger logger)
    {
        (this.options, this.counters, this.logger) = (options, counters, logger);
        objects = new CloudObjects(bucket, connect);
        var names = new CloudNames(options.CloudPrefix);
        leases = new CloudLeases(objects, names, options.LeaseFor, waiting);
        manager = new GcsCachingManager(objects, names, leases, options.Generations);
        guard = new CloudGuard($"gs://{bucket}/{options.CloudPrefix}", options, waiting, counters, logger);
    }

    /// <summary>Where was looked, for messages, with what went wrong there.</summary>
    public string Place => guard.LastFailure is { } failure ? $"{guard.Place} (which failed: {failure})" : guard.Place;

    private TimeSpan Transfer => options.CloudTimeout * 10;

    public Task<CacheEntry?> FindAsync(CacheKey key, Func<CacheEntry, bool> isGood, CancellationToken cancellation) =>
        guard.TryAsync("looking up an answer", options.CloudTimeout, token => manager.FindAsync(key, isGood, token), null, cancellation);

    /// <param name="mayRepair">Whether a broken body is deleted from the bucket.</param>
    /// <returns>False: it could not be had whole, and there is no such file.</returns>
    public async Task<bool> DownloadAsync(CacheEntry entry, string file, bool mayRepair, CancellationToken cancellation)
    {
        const string NoAnswer = "no answer";
        var problem = await guard.TryAsync("downloading a body", Transfer, token => manager.DownloadAsync(entry, file, mayRepair, token), NoAnswer, cancellation);
        if (problem is null)
            return true;
        File.Delete(file);
        if (problem == NoAnswer)
            return false;
        counters.CountCorrupt();
        CacheLog.Broken(logger, $"{guard.Place}, body {entry.Sha256}", problem);
        return false;
    }

    /// <summary>Puts a body that lies in the first level, and the entry that names it.</summary>
    /// <returns>False: another host has taken over, and its entry stays. Null: the bucket failed.</returns>
    public Task<bool?> CommitAsync(DiskCache disk, CacheKey key, HeldLease lease, CacheEntry entry, CancellationToken cancellation) =>
        guard.TryAsync<bool?>("keeping an answer", Transfer, async token =>
        {
            await using var packed = await disk.OpenPackedAsync(entry.Sha256, token);
            await manager.PutBodyAsync(entry.Sha256, packed, token);
            return await manager.CommitAsync(key, lease, entry, token);
        }, null, cancellation);

    public Task ForgetAsync(CacheKey key, CancellationToken cancellation) =>
        guard.TryAsync("forgetting an answer", token => manager.ForgetAsync(key, token), cancellation);

    public Task<LeaseAttempt> TryTakeAsync(CacheKey key, CancellationToken cancellation) => guard.TryAsync(
        "taking a lease", options.CloudTimeout, token => leases.TryTakeAsync(key, token), LeaseAttempt.Unavailable, cancellation);

    /// <summary>A renewal that fails is tried again.</summary>
    public Task<bool> RenewAsync(HeldLease lease, CancellationToken cancellation) =>
        guard.TryAsync("renewing a lease", options.CloudTimeout, token => leases.RenewAsync(lease, token), true, cancellation);

    public Task ReleaseAsync(HeldLease lease, bool isWritten, CancellationToken cancellation) =>
        guard.TryAsync("releasing a lease", token => leases.ReleaseAsync(lease, isWritten, token), cancellation);

    public void Dispose() => objects.Dispose();
}
