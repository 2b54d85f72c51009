using CryptoEtl.Data.HttpCache.Leases;

namespace CryptoEtl.Data.HttpCache;

/// <content>Looking: on disk, and in the bucket, from where an answer comes to the disk.</content>
internal sealed partial class TwoLevelCache
{
    private Func<CacheEntry, bool> IsFresh(CacheRequest request)
    {
        var now = around.Clock.GetUtcNow();
        return entry => Freshness.IsFresh(entry, request.Rule, request.SettledAt, now);
    }

    private Func<CacheEntry, bool> MayStandIn(CacheRequest request)
    {
        var now = around.Clock.GetUtcNow();
        return entry => Freshness.MayStandIn(entry, request.Rule, now);
    }

    private async Task<CacheEntry?> OnDiskAsync(CacheRequest request, CancellationToken cancellation) =>
        options.Mode == CacheMode.Refresh ? null : await disk.FindWholeAsync(request.Key, IsFresh(request), cancellation);

    private async Task<CacheEntry?> InCloudAsync(CacheRequest request, LeaseKeeper onDisk, CancellationToken cancellation) =>
        options.Mode == CacheMode.Refresh ? null : await FromCloudAsync(request.Key, IsFresh(request), onDisk, cancellation);

    /// <summary>An old answer that is better than none; null: there is none.</summary>
    /// <param name="onDisk">Null: this process could not get the lease.</param>
    private async Task<CacheEntry?> StandInAsync(CacheRequest request, LeaseKeeper? onDisk, CancellationToken cancellation) =>
        options.Mode == CacheMode.Refresh ? null
        : await disk.FindWholeAsync(request.Key, MayStandIn(request), cancellation)
        ?? await FromCloudAsync(request.Key, MayStandIn(request), onDisk, cancellation);

    private async Task<CacheEntry?> FromCloudAsync(CacheKey key, Func<CacheEntry, bool> isGood, LeaseKeeper? onDisk, CancellationToken cancellation)
    {
        if (cloud is null || await cloud.FindAsync(key, isGood, cancellation) is not { } entry || !await DownloadAsync(entry, cancellation))
            return null;
        if (onDisk is not null)
            await CommitAsync(key, entry, onDisk, cancellation);
        return entry;
    }

    /// <summary>Brings a body from the bucket to its place on disk.</summary>
    private async Task<bool> DownloadAsync(CacheEntry entry, CancellationToken cancellation)
    {
        var file = disk.NewFile();
        if (cloud is null || !await cloud.DownloadAsync(entry, file, mayRepair: true, cancellation))
            return false;
        await disk.PlaceAsync(new StagedBody(entry.Sha256, entry.Bytes) { File = file }, cancellation);
        return true;
    }

    private async Task CommitAsync(CacheKey key, CacheEntry entry, LeaseKeeper onDisk, CancellationToken cancellation)
    {
        var isWritten = await disk.CommitAsync(key, onDisk.Lease, entry, cancellation);
        onDisk.IsWritten |= isWritten;
        if (!isWritten)
            NoteFenced(key);
    }

    private void NoteFenced(CacheKey key)
    {
        Counters.CountFenced();
        CacheLog.Fenced(around.Logger, key);
    }
}
