namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>One bucket of the shared store, changed by compare-and-swap, one change of this host at a time.</summary>
internal sealed class BudgetLedger(IBudgetStore store, string key, TimeProvider clock) : IDisposable
{
    private const int Tries = 5;
    private const int MostConflicts = 300;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestConflictPause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim turnstile = new(1, 1);

    /// <summary>As this host last saw it. Null: never yet.</summary>
    public BudgetState? Known { get; private set; }

    /// <summary>How long the last change took: slots are reserved so much ahead.</summary>
    public TimeSpan Latency { get; private set; }

    public async Task<BudgetState> ReadAsync(CancellationToken cancellation) =>
        (await PersistAsync(() => store.ReadAsync(key, cancellation), cancellation)).State ?? new();

    /// <param name="change">Called again when another host was faster. Returns the same object to leave things as they are.</param>
    /// <exception cref="BudgetStoreException">The store failed several times.</exception>
    public async Task<BudgetState> ChangeAsync(Func<BudgetState, BudgetState> change, CancellationToken cancellation)
    {
        await turnstile.WaitAsync(cancellation);
        try
        {
            var began = clock.GetTimestamp();
            var changed = await PersistAsync(() => SwapAsync(change, cancellation), cancellation);
            Latency = clock.GetElapsedTime(began);
            return Known = changed;
        }
        finally
        {
            turnstile.Release();
        }
    }

    public void Dispose() => turnstile.Dispose();

    private async Task<BudgetState> SwapAsync(Func<BudgetState, BudgetState> change, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var (state, version) = await store.ReadAsync(key, cancellation);
            var before = state ?? new();
            var after = change(before);
            if (ReferenceEquals(before, after) || await store.TryWriteAsync(key, after, version, cancellation))
                return after;
            if (conflicts == MostConflicts)
                throw new BudgetStoreException($"the budget ledger '{key}' could not be changed: {MostConflicts} times someone else held or changed it");
            await Task.Delay(AfterConflict(conflicts), clock, cancellation);
        }
    }

    /// <summary>A random pause, longer in the mean with each conflict, so that hosts do not keep meeting.</summary>
    private static TimeSpan AfterConflict(int conflicts)
    {
        var most = Math.Min(LongestConflictPause.TotalMilliseconds, 5 * Math.Pow(2, Math.Min(conflicts, 10)));
        return TimeSpan.FromMilliseconds(1 + Random.Shared.NextDouble() * most);
    }

    private async Task<T> PersistAsync<T>(Func<Task<T>> action, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action();
            }
            catch (Exception failure) when (failure is not OperationCanceledException and not BudgetStoreException)
            {
                if (attempt == Tries)
                    throw new BudgetStoreException($"the budget ledger '{key}' cannot be reached ({Tries} attempts): {failure.Message.Split('\n')[0].Trim()}", failure);
            }

            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), clock, cancellation);
        }
    }
}
