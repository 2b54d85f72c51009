namespace CryptoEtl.Data.HttpCache.Leases;

/// <summary>Renews a lease while its holder works, and lets go at the end.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly ILeases leases;
    private readonly CancellationTokenSource stop = new();
    private readonly Task renewing;

    public LeaseKeeper(ILeases leases, HeldLease lease, TimeSpan leaseFor, TimeProvider waiting)
    {
        (this.leases, Lease) = (leases, lease);
        renewing = RenewAsync(leaseFor / 3, waiting);
    }

    public HeldLease Lease { get; }

    /// <summary>Set once an entry was written under this lease.</summary>
    public bool IsWritten { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await renewing;
        stop.Dispose();
        await ReleaseAsync();
    }

    /// <summary>What cannot be released expires.</summary>
    private async Task ReleaseAsync()
    {
        try
        {
            await leases.ReleaseAsync(Lease, IsWritten, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on it.
        }
    }

    /// <summary>A renewal that fails is tried again; one that is refused ends it: writing will find that out too.</summary>
    private async Task RenewAsync(TimeSpan pause, TimeProvider waiting)
    {
        try
        {
            do
                await Task.Delay(pause, waiting, stop.Token);
            while (await TryRenewAsync());
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        try
        {
            return await leases.RenewAsync(Lease, stop.Token);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
