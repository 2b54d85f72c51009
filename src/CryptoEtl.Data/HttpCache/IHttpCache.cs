namespace CryptoEtl.Data.HttpCache;

/// <summary>Stands in front of the sources: what was answered well is not asked again while it is good.</summary>
public interface IHttpCache : IDisposable
{
    /// <summary>What happened so far, for the run's report.</summary>
    CacheCounters Counters { get; }

    /// <summary>What is held, or what <paramref name="fetch"/> brings. However many ask at once, on however many hosts, one fetches.</summary>
    /// <returns>An entry of status 200 or 404; the caller decides what a 404 means.</returns>
    /// <exception cref="CacheMissException">Mode <see cref="CacheMode.ReadOnly"/>, and it is not held.</exception>
    /// <remarks>A failure of <paramref name="fetch"/> comes through as it is.</remarks>
    Task<CachedAnswer> GetAsync(
        CacheRequest request, Func<IBodySink, CancellationToken, Task<FetchedAnswer>> fetch, CancellationToken cancellation = default);

    /// <summary>What <see cref="GetAsync"/> would answer now without asking; null: it would ask. Looks at no body.</summary>
    Task<CacheEntry?> FindAsync(CacheRequest request, CancellationToken cancellation = default);

    /// <summary>The body, decompressed while it is read, never longer than the entry says.</summary>
    /// <exception cref="CacheMissException">It is gone.</exception>
    /// <remarks>An answer that could not be kept (mode <see cref="CacheMode.Off"/>, say) can be opened once.</remarks>
    Task<Stream> OpenAsync(CacheEntry entry, CancellationToken cancellation = default);

    /// <summary>Drops every answer of a request, on disk and in the bucket: they turned out to be unreadable.</summary>
    Task ForgetAsync(CacheKey key, CancellationToken cancellation = default);
}
