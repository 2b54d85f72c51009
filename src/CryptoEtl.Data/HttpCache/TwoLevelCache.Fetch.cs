using CryptoEtl.Data.HttpCache.Leases;
using Fetch = System.Func<
    CryptoEtl.Data.HttpCache.IBodySink, System.Threading.CancellationToken, System.Threading.Tasks.Task<CryptoEtl.Data.HttpCache.FetchedAnswer>>;

namespace CryptoEtl.Data.HttpCache;

/// <content>Asking the source, and keeping what it says.</content>
internal sealed partial class TwoLevelCache
{
    /// <summary>The leases under which an answer is kept. Null: not kept on that level.</summary>
    private readonly record struct Keepers(LeaseKeeper? OnDisk, LeaseKeeper? InCloud);

    private async Task<CachedAnswer> AskAsync(CacheRequest request, Fetch fetch, Keepers keepers, CancellationToken cancellation)
    {
        using var sink = disk.NewSink();
        FetchedAnswer fetched;
        try
        {
            fetched = await fetch(sink, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && options.IsUpstreamFailure(failure))
        {
            if (await StandInAsync(request, keepers.OnDisk, cancellation) is not { } old)
                throw;
            CacheLog.Stale(around.Logger, request.Key, old.ReceivedAt, failure.Message);
            return new(old, CacheOutcome.Stale);
        }

        var entry = sink.EntryOf(request, fetched);
        await disk.PlaceAsync(fetched.Body, cancellation);
        sink.Release();
        if (entry.Status == 200 || request.Rule.AbsentFor > TimeSpan.Zero)
            await KeepAsync(request.Key, entry, keepers, cancellation);
        return new(entry, CacheOutcome.Fetched);
    }

    /// <summary>Whoever took over meanwhile has the newer answer: then ours goes to the caller only.</summary>
    private async Task KeepAsync(CacheKey key, CacheEntry entry, Keepers keepers, CancellationToken cancellation)
    {
        if (cloud is not null && keepers.InCloud is { } inCloud)
        {
            var isWritten = await cloud.CommitAsync(disk, key, inCloud.Lease, entry, cancellation);
            inCloud.IsWritten = isWritten == true;
            if (isWritten == false)
                NoteFenced(key);
        }

        if (keepers.OnDisk is { } onDisk)
            await CommitAsync(key, entry, onDisk, cancellation);
    }
}
