using CryptoEtl.Data.HttpCache.Cloud;
using CryptoEtl.Data.HttpCache.Disk;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Mode <see cref="CacheMode.ReadOnly"/>: what is not held is an error. Nothing is changed, not even what is broken.</summary>
internal sealed class ReadOnlyCache(CacheFolder folder, GuardedCloud? cloud, TimeProvider clock, CacheCounters counters) : IHttpCache
{
    private readonly DiskReader disk = new(folder);
    private readonly Lazy<OwnTemporary> temporary = new(ScratchBody.NewTemporary);

    public CacheCounters Counters => counters;

    public async Task<CachedAnswer> GetAsync(
        CacheRequest request, Func<IBodySink, CancellationToken, Task<FetchedAnswer>> fetch, CancellationToken cancellation = default)
    {
        var answer = await FromDiskAsync(request, cancellation) ?? await FromCloudAsync(request, cancellation) ?? throw await MissAsync(request, cancellation);
        counters.Count(answer.Outcome);
        return answer;
    }

    public async Task<CacheEntry?> FindAsync(CacheRequest request, CancellationToken cancellation = default) =>
        await disk.FindAsync(request.Key, IsGood(request), cancellation)
        ?? (cloud is null ? null : await cloud.FindAsync(request.Key, IsGood(request), cancellation));

    public async Task<Stream> OpenAsync(CacheEntry entry, CancellationToken cancellation = default) =>
        entry.Scratch is not null
            ? await ScratchBody.OpenAsync(entry, cancellation)
            : await disk.OpenAsync(entry, cancellation) ?? throw new CacheMissException($"{folder.Root}: the body {entry.Sha256} is gone");

    public Task ForgetAsync(CacheKey key, CancellationToken cancellation = default) => Task.CompletedTask;

    public void Dispose()
    {
        cloud?.Dispose();
        if (temporary.IsValueCreated)
            temporary.Value.Dispose();
    }

    private Func<CacheEntry, bool> IsGood(CacheRequest request)
    {
        var now = clock.GetUtcNow();
        return entry => Freshness.IsFresh(entry, request.Rule, request.SettledAt, now);
    }

    private async Task<CachedAnswer?> FromDiskAsync(CacheRequest request, CancellationToken cancellation)
    {
        if (await disk.FindAsync(request.Key, IsGood(request), cancellation) is not { } entry)
            return null;
        if (await disk.ProblemAsync(entry, cancellation) is null)
            return new(entry, CacheOutcome.Disk);
        counters.CountCorrupt();
        return null;
    }

    /// <summary>The body goes to a temporary file: the folder may be one that nobody may write to.</summary>
    private async Task<CachedAnswer?> FromCloudAsync(CacheRequest request, CancellationToken cancellation)
    {
        if (cloud is null || await cloud.FindAsync(request.Key, IsGood(request), cancellation) is not { } entry)
            return null;
        var file = temporary.Value.NewFile();
        return await cloud.DownloadAsync(entry, file, mayRepair: false, cancellation) ? new(entry with { Scratch = file }, CacheOutcome.Cloud) : null;
    }

    private async Task<CacheMissException> MissAsync(CacheRequest request, CancellationToken cancellation)
    {
        var (document, isBroken) = await disk.ReadAsync(request.Key, cancellation);
        var held = isBroken || document?.Generations.Any(IsGood(request)) == true ? "is broken"
            : document is not null ? $"is held, but of another time than {clock.GetUtcNow():u} allows"
            : "is not held";
        var looked = cloud is null ? folder.Root : $"{folder.Root} and {cloud.Place}";
        return new($"{request.Key} {held} in the cache; looked in {looked}. Cache mode Normal or Refresh would ask the source, ReadOnly does not.");
    }
}
