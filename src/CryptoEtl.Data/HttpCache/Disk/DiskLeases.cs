using CryptoEtl.Data.HttpCache.Leases;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Who of this host's processes fetches what: one small file per request, changed under the lock of its key.</summary>
internal sealed class DiskLeases(
    CacheFolder folder, DiskReader reader, DiskEntries entries, StripeLocks locks, OwnTemporary temporary, TimeSpan leaseFor, TimeProvider waiting) : ILeases
{
    public async Task<LeaseAttempt> TryTakeAsync(CacheKey key, CancellationToken cancellation)
    {
        using var locked = await locks.TakeAsync(key.Hash, cancellation);
        var current = await ReadAsync(key.Hash, cancellation);
        if (current?.ExpiresAt > waiting.GetUtcNow())
            return LeaseAttempt.Busy;

        var (document, _) = await reader.ReadAsync(key, cancellation);
        var held = HeldLease.After(key.Hash, current, document?.Token ?? 0);
        Write(held, waiting.GetUtcNow() + leaseFor);
        return LeaseAttempt.Taken(held);
    }

    public async Task<bool> RenewAsync(HeldLease lease, CancellationToken cancellation)
    {
        using var locked = await locks.TakeAsync(lease.Hash, cancellation);
        if (!await entries.IsHeldAsync(lease, cancellation))
            return false;
        Write(lease, waiting.GetUtcNow() + leaseFor);
        return true;
    }

    public async Task ReleaseAsync(HeldLease lease, bool isWritten, CancellationToken cancellation)
    {
        using var locked = await locks.TakeAsync(lease.Hash, cancellation);
        if (!await entries.IsHeldAsync(lease, cancellation))
            return;
        if (isWritten || lease.FollowsEntry)
            File.Delete(folder.LeaseOf(lease.Hash));
        else
            Write(lease, DateTimeOffset.MinValue);
    }

    private async Task<Lease?> ReadAsync(string hash, CancellationToken cancellation) =>
        await DurableFile.ReadAsync(folder.LeaseOf(hash), cancellation) is { } bytes ? Lease.Parse(bytes) : null;

    /// <summary>Not flushed: after a power cut nobody holds a lease.</summary>
    private void Write(HeldLease lease, DateTimeOffset expiresAt) => DurableFile.Replace(
        folder.LeaseOf(lease.Hash), new Lease(lease.Token, lease.Holder, expiresAt).ToBytes(), temporary.NewFile(), flush: false);
}
