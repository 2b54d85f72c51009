using CryptoEtl.Data.HttpCache.Disk;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Turns what a fetch brought into an entry.</summary>
internal static class FetchedEntries
{
    /// <exception cref="InvalidOperationException">The fetch broke its contract: another status, or a body not from its sink.</exception>
    public static CacheEntry EntryOf(this BodySink sink, CacheRequest request, FetchedAnswer fetched)
    {
        if (fetched.Status is not (200 or 404))
            throw new InvalidOperationException($"{request.Key}: status {fetched.Status} is not an answer; the fetch has to throw");
        if (!sink.Has(fetched.Body))
            throw new InvalidOperationException($"{request.Key}: the body is not the one last written to the sink");
        return new(
            fetched.Status, fetched.ReceivedAt, fetched.Body.Sha256, fetched.Body.Bytes, fetched.Attempts, request.SettledAt,
            SecretNames.HarmlessOf(fetched.Headers));
    }
}
