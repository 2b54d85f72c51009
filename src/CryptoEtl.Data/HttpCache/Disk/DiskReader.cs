namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Reads a cache folder and changes nothing in it.</summary>
internal sealed class DiskReader(CacheFolder folder)
{
    /// <returns>What the file of a request says; null: there is none. <c>IsBroken</c>: there is one that cannot be trusted.</returns>
    public async Task<(EntryDocument? Document, bool IsBroken)> ReadAsync(CacheKey key, CancellationToken cancellation)
    {
        if (await DurableFile.ReadAsync(folder.EntryOf(key.Hash), cancellation) is not { } bytes)
            return (null, false);
        var document = EntryDocument.Parse(bytes);
        return document?.Key == key ? (document, false) : (null, true);
    }

    /// <summary>The newest answer that is good enough and has a body, whole or not.</summary>
    public async Task<CacheEntry?> FindAsync(CacheKey key, Func<CacheEntry, bool> isGood, CancellationToken cancellation)
    {
        var (document, _) = await ReadAsync(key, cancellation);
        return document?.Generations.FirstOrDefault(entry => isGood(entry) && File.Exists(folder.BodyOf(entry.Sha256)));
    }

    /// <summary>What is wrong with a body; null: it is whole.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public Task<string?> ProblemAsync(CacheEntry entry, CancellationToken cancellation) =>
        PackedBody.ProblemAsync(folder.BodyOf(entry.Sha256), entry.Sha256, entry.Bytes, cancellation);

    /// <returns>Null: it is not there.</returns>
    public async Task<Stream?> OpenAsync(CacheEntry entry, CancellationToken cancellation)
    {
        try
        {
            return new BodyStream(await OpenPackedAsync(entry.Sha256, cancellation), entry.Bytes);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The compressed body.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public Task<FileStream> OpenPackedAsync(string sha256, CancellationToken cancellation) =>
        PackedBody.OpenSharedAsync(folder.BodyOf(sha256), cancellation);
}
