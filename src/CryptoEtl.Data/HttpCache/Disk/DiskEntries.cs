using CryptoEtl.Data.HttpCache.Leases;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Changes the entry files, under the lock of their key. They are only ever swapped, so that reading takes no lock.</summary>
internal sealed class DiskEntries(CacheFolder folder, DiskReader reader, StripeLocks locks, OwnTemporary temporary, int generations)
{
    /// <summary>Adds an answer, if the lease is still held. Lease and file are judged and changed under one lock.</summary>
    /// <returns>False: another has taken over, and nothing was written.</returns>
    public async Task<bool> CommitAsync(CacheKey key, HeldLease lease, CacheEntry entry, CancellationToken cancellation)
    {
        using var locked = await locks.TakeAsync(key.Hash, cancellation);
        var (before, _) = await reader.ReadAsync(key, cancellation);
        if (before?.Token > lease.Token || !await IsHeldAsync(lease, cancellation))
            return false;

        Write(EntryDocument.With(before, key, entry, lease.Token, generations));
        return true;
    }

    /// <summary>Drops the answers that are not wanted, and the file with the last of them.</summary>
    /// <param name="keep">Null: all go. A broken file goes, whatever it says.</param>
    public async Task DropAsync(string hash, Func<CacheEntry, bool>? keep, CancellationToken cancellation)
    {
        using var locked = await locks.TakeAsync(hash, cancellation);
        var file = folder.EntryOf(hash);
        if (await DurableFile.ReadAsync(file, cancellation) is not { } bytes)
            return;

        var document = EntryDocument.Parse(bytes);
        List<CacheEntry> kept = document is null || keep is null ? [] : [.. document.Generations.Where(keep)];
        if (kept.Count == 0)
            File.Delete(file);
        else if (kept.Count < document!.Generations.Count)
            Write(document with { Generations = kept });
    }

    /// <summary>The lease as its file says; call it under the lock of the key.</summary>
    public async Task<bool> IsHeldAsync(HeldLease lease, CancellationToken cancellation) =>
        await DurableFile.ReadAsync(folder.LeaseOf(lease.Hash), cancellation) is { } bytes && Lease.Parse(bytes)?.Holder == lease.Holder;

    private void Write(EntryDocument document) =>
        DurableFile.Replace(folder.EntryOf(document.Key.Hash), document.ToBytes(), temporary.NewFile(), flush: true);
}
