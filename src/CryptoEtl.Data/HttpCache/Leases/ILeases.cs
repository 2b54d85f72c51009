namespace CryptoEtl.Data.HttpCache.Leases;

/// <summary>The leases of one level: among the processes of a host, or among hosts.</summary>
internal interface ILeases
{
    /// <summary>Takes a lease that is free or whose holder fell silent.</summary>
    Task<LeaseAttempt> TryTakeAsync(CacheKey key, CancellationToken cancellation);

    /// <summary>Shows that the holder lives. False: another has taken over.</summary>
    Task<bool> RenewAsync(HeldLease lease, CancellationToken cancellation);

    /// <summary>Lets go, if it is still held.</summary>
    /// <param name="isWritten">An entry carries the token now. Otherwise, where a holder that hung may have a token in between, the lease stays
    /// behind, expired, so that its successor's token is higher still.</param>
    Task ReleaseAsync(HeldLease lease, bool isWritten, CancellationToken cancellation);
}
