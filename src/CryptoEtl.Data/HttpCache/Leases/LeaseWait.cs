namespace CryptoEtl.Data.HttpCache.Leases;

/// <summary>Takes a lease, or waits for what its holder brings.</summary>
/// <param name="shortest">First pause between two looks; each further one is half as long again, up to <paramref name="longest"/>.</param>
/// <param name="patience">Longest wait in all.</param>
internal sealed class LeaseWait(TimeSpan shortest, TimeSpan longest, TimeSpan patience, TimeProvider waiting)
{
    /// <param name="look">Looks for the answer of another; null: not there yet.</param>
    /// <returns>Either a lease, or what was found; neither: leases cannot be had, or the wait was too long.</returns>
    public async Task<(HeldLease? Held, T? Found, bool Waited)> TakeAsync<T>(
        ILeases leases, CacheKey key, Func<Task<T?>> look, CancellationToken cancellation) where T : class
    {
        var started = waiting.GetTimestamp();
        for (var pause = shortest; ; pause = Min(pause * 1.5, longest))
        {
            var attempt = await leases.TryTakeAsync(key, cancellation);
            var waited = pause > shortest;
            if (!attempt.IsBusy)
                return (attempt.Held, null, waited);
            if (waited && waiting.GetElapsedTime(started) > patience)
                return (null, null, true);
            await Task.Delay(pause, waiting, cancellation);
            if (await look() is { } found)
                return (null, found, true);
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
