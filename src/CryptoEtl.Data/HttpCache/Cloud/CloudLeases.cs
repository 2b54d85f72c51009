using CryptoEtl.Data.HttpCache.Leases;

namespace CryptoEtl.Data.HttpCache.Cloud;

/// <summary>Which host fetches what: one small object per request, replaced only in the generation it was read at.</summary>
/// <remarks>Hosts compare a lease's end with their own clocks. A clock that is off costs a second fetch, never a wrong entry: writing is fenced.</remarks>
internal sealed class CloudLeases(CloudObjects objects, CloudNames names, TimeSpan leaseFor, TimeProvider waiting) : ILeases
{
    public async Task<LeaseAttempt> TryTakeAsync(CacheKey key, CancellationToken cancellation)
    {
        var (current, generation) = await ReadAsync(key.Hash, cancellation);
        if (current?.ExpiresAt > waiting.GetUtcNow())
            return LeaseAttempt.Busy;

        var (content, _) = await objects.ReadAsync(names.EntryOf(key.Hash), cancellation);
        var written = content is null ? 0 : EntryDocument.Parse(content)?.Token ?? 0;
        var held = HeldLease.After(key.Hash, current, written);
        return await WriteAsync(held, waiting.GetUtcNow() + leaseFor, generation, cancellation) ? LeaseAttempt.Taken(held) : LeaseAttempt.Busy;
    }

    public async Task<bool> RenewAsync(HeldLease lease, CancellationToken cancellation)
    {
        var (current, generation) = await ReadAsync(lease.Hash, cancellation);
        return current?.Holder == lease.Holder
            && await WriteAsync(lease, waiting.GetUtcNow() + leaseFor, generation, cancellation);
    }

    public async Task ReleaseAsync(HeldLease lease, bool isWritten, CancellationToken cancellation)
    {
        var (current, generation) = await ReadAsync(lease.Hash, cancellation);
        if (current?.Holder != lease.Holder)
            return;
        if (isWritten || lease.FollowsEntry)
            await objects.DeleteAsync(names.LeaseOf(lease.Hash), generation, cancellation);
        else
            await WriteAsync(lease, DateTimeOffset.MinValue, generation, cancellation);
    }

    public async Task<bool> IsHeldAsync(HeldLease lease, CancellationToken cancellation) =>
        (await ReadAsync(lease.Hash, cancellation)).Lease?.Holder == lease.Holder;

    private async Task<(Lease? Lease, long Generation)> ReadAsync(string hash, CancellationToken cancellation)
    {
        var (content, generation) = await objects.ReadAsync(names.LeaseOf(hash), cancellation);
        return (content is null ? null : Lease.Parse(content), generation);
    }

    private async Task<bool> WriteAsync(HeldLease lease, DateTimeOffset expiresAt, long generation, CancellationToken cancellation)
    {
        using var content = new MemoryStream(new Lease(lease.Token, lease.Holder, expiresAt).ToBytes());
        return await objects.WriteAsync(names.LeaseOf(lease.Hash), "application/json", content, generation, cancellation);
    }
}
