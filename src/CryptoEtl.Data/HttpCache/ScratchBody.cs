using CryptoEtl.Data.HttpCache.Disk;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Bodies of answers that are in no store: each can be opened once, and is deleted when it was read or the process ends.</summary>
internal static class ScratchBody
{
    public static OwnTemporary NewTemporary() => new(Path.Combine(Path.GetTempPath(), "cryptoetl-http"));

    /// <exception cref="CacheMissException">It was read before.</exception>
    public static async Task<Stream> OpenAsync(CacheEntry entry, CancellationToken cancellation)
    {
        var file = entry.Scratch ?? throw new CacheMissException($"the body {entry.Sha256} is in no cache");
        try
        {
            return new BodyStream(await PackedBody.OpenSharedAsync(file, cancellation), entry.Bytes, () => File.Delete(file));
        }
        catch (FileNotFoundException gone)
        {
            throw new CacheMissException($"the body {entry.Sha256} was read before: an answer that is in no cache can be read once", gone);
        }
    }
}
