using CryptoEtl.Data.HttpCache.Disk;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Mode <see cref="CacheMode.Off"/>: every request is asked, and its body lies in a temporary file until it was read.</summary>
internal sealed class UnkeptCache(CacheCounters counters) : IHttpCache
{
    private readonly OwnTemporary temporary = ScratchBody.NewTemporary();

    public CacheCounters Counters => counters;

    public async Task<CachedAnswer> GetAsync(
        CacheRequest request, Func<IBodySink, CancellationToken, Task<FetchedAnswer>> fetch, CancellationToken cancellation = default)
    {
        using var sink = new BodySink(temporary);
        var fetched = await fetch(sink, cancellation);
        var entry = sink.EntryOf(request, fetched) with { Scratch = fetched.Body.File };
        sink.Release();
        counters.Count(CacheOutcome.Fetched);
        return new(entry, CacheOutcome.Fetched);
    }

    public Task<CacheEntry?> FindAsync(CacheRequest request, CancellationToken cancellation = default) => Task.FromResult<CacheEntry?>(null);

    public Task<Stream> OpenAsync(CacheEntry entry, CancellationToken cancellation = default) => ScratchBody.OpenAsync(entry, cancellation);

    public Task ForgetAsync(CacheKey key, CancellationToken cancellation = default) => Task.CompletedTask;

    public void Dispose() => temporary.Dispose();
}
