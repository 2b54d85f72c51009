using CryptoEtl.Data.HttpCache.Cloud;
using CryptoEtl.Data.HttpCache.Disk;
using Google.Cloud.Storage.V1;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Opens a cache: one per process, for all sources.</summary>
public static class HttpCaches
{
    /// <param name="clock">Of the data: judges how old an answer is. It may stand still.</param>
    /// <param name="waiting">Of leases, pauses and last use. Null: real time.</param>
    /// <param name="connect">Null: Google's usual chain of credentials. Called at first use, only where there is a bucket.</param>
    /// <exception cref="Core.BadInputException">The folder holds something else.</exception>
    public static IHttpCache Open(
        HttpCacheOptions options, TimeProvider clock, ILogger logger, TimeProvider? waiting = null, Func<Task<StorageClient>>? connect = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var counters = new CacheCounters();
        var real = waiting ?? TimeProvider.System;
        if (options.Mode == CacheMode.Off)
            return new UnkeptCache(counters);

        var cloud = options.Bucket is { Length: > 0 } bucket
            ? new GuardedCloud(options, bucket, connect ?? (() => StorageClient.CreateAsync()), real, counters, logger)
            : null;
        return options.Mode == CacheMode.ReadOnly
            ? new ReadOnlyCache(CacheFolder.Look(options.Folder), cloud, clock, counters)
            : new TwoLevelCache(options, new DiskCache(options, real, counters, logger), cloud, new(clock, real, counters, logger));
    }
}
