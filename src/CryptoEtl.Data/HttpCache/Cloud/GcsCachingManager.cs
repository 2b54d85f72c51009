using CryptoEtl.Data.HttpCache.Disk;
using CryptoEtl.Data.HttpCache.Leases;

namespace CryptoEtl.Data.HttpCache.Cloud;

/// <summary>The second level: answers in a Cloud Storage bucket, for every host that has the bucket's name.</summary>
/// <remarks>
/// Fails as the network does; <see cref="GuardedCloud"/> keeps that from the run. Bodies are stored as the compressed bytes they are,
/// without a content encoding: the service would unpack them on the way otherwise.
/// </remarks>
internal sealed class GcsCachingManager(CloudObjects objects, CloudNames names, CloudLeases leases, int generations)
{
    private const int MostWrites = 8;

    /// <summary>The newest answer that is good enough.</summary>
    public async Task<CacheEntry?> FindAsync(CacheKey key, Func<CacheEntry, bool> isGood, CancellationToken cancellation)
    {
        var (document, _) = await ReadAsync(key, cancellation);
        return document?.Generations.FirstOrDefault(isGood);
    }

    /// <summary>Downloads a body and compares it with its entry.</summary>
    /// <param name="mayRepair">Whether a broken one is deleted, so that the next answer takes its place.</param>
    /// <returns>Null: <paramref name="file"/> holds it. Otherwise what is wrong.</returns>
    public async Task<string?> DownloadAsync(CacheEntry entry, string file, bool mayRepair, CancellationToken cancellation)
    {
        var name = names.BodyOf(entry.Sha256);
        long? generation;
        await using (var packed = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
        {
            generation = await objects.DownloadAsync(name, packed, cancellation);
            packed.Flush(flushToDisk: true);
        }

        if (generation is null)
            return "it is not there";
        if (await PackedBody.ProblemAsync(file, entry.Sha256, entry.Bytes, cancellation) is not { } problem)
            return null;
        if (mayRepair)
            await objects.DeleteAsync(name, generation.Value, cancellation);
        return problem;
    }

    /// <summary>Keeps a body; one of its hash that is there already is the same.</summary>
    public async Task PutBodyAsync(string sha256, Stream packed, CancellationToken cancellation)
    {
        var name = names.BodyOf(sha256);
        if (!await objects.ExistsAsync(name, cancellation))
            await objects.WriteAsync(name, "application/gzip", packed, generation: 0, cancellation);
    }

    /// <summary>Adds an answer, if no later holder has written one. Its body is there already.</summary>
    /// <returns>False: another has taken over, and nothing was written.</returns>
    public async Task<bool> CommitAsync(CacheKey key, HeldLease lease, CacheEntry entry, CancellationToken cancellation)
    {
        for (var writes = 0; writes < MostWrites; writes++)
        {
            var (before, generation) = await ReadAsync(key, cancellation);
            if (before?.Token >= lease.Token || !await leases.IsHeldAsync(lease, cancellation))
                return false;
            var after = EntryDocument.With(before, key, entry, lease.Token, generations);
            using var content = new MemoryStream(after.ToBytes());
            if (await objects.WriteAsync(names.EntryOf(key.Hash), "application/json", content, generation, cancellation))
                return true;
        }

        return false;
    }

    public async Task ForgetAsync(CacheKey key, CancellationToken cancellation)
    {
        var name = names.EntryOf(key.Hash);
        if (await objects.ReadAsync(name, cancellation) is { Content: not null, Generation: var generation })
            await objects.DeleteAsync(name, generation, cancellation);
    }

    /// <summary>An entry that is broken, or of another key, is as good as none: it is replaced in the generation it was read at.</summary>
    private async Task<(EntryDocument? Document, long Generation)> ReadAsync(CacheKey key, CancellationToken cancellation)
    {
        var (content, generation) = await objects.ReadAsync(names.EntryOf(key.Hash), cancellation);
        var document = content is null ? null : EntryDocument.Parse(content);
        return (document?.Key == key ? document : null, generation);
    }
}
