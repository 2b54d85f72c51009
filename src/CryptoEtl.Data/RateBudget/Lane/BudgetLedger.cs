using System.Security.Cryptography;

namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>One bucket of the shared store, changed by compare-and-swap, one change of this host at a time.</summary>
/// <remarks>Each change happens once, even when the answer to its write is lost: the host finds its own mark in the state and knows.</remarks>
internal sealed class BudgetLedger(IBudgetStore store, string key, TimeProvider clock) : IDisposable
{
    private const int Tries = 5;
    private const int MostConflicts = 300;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestConflictPause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim turnstile = new(1, 1);
    private readonly string writer = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private long writes;

    /// <summary>As this host last saw it. Null: never yet.</summary>
    public BudgetState? Known { get; private set; }

    /// <summary>How long the last change took: slots are reserved so much ahead.</summary>
    public TimeSpan Latency { get; private set; }

    public async Task<BudgetState> ReadAsync(CancellationToken cancellation) =>
        (await PersistAsync(() => store.ReadAsync(key, cancellation), cancellation)).State ?? new();

    /// <inheritdoc cref="ChangeAsync{T}"/>
    public async Task<BudgetState> ChangeAsync(Func<BudgetState, BudgetState> change, CancellationToken cancellation) =>
        (await ChangeAsync(before => (change(before), true), cancellation)).State;

    /// <param name="change">Called again when another host was faster. Returns the same object to leave things as they are.</param>
    /// <returns>The state as written, and what came with it.</returns>
    /// <exception cref="BudgetStoreException">The store failed several times. Whether the change happened is unknown.</exception>
    public async Task<(BudgetState State, T Result)> ChangeAsync<T>(Func<BudgetState, (BudgetState After, T Result)> change, CancellationToken cancellation)
    {
        await turnstile.WaitAsync(cancellation);
        try
        {
            var began = clock.GetTimestamp();
            var attempts = new Dictionary<long, (BudgetState After, T Result)>();
            var changed = await PersistAsync(() => SwapAsync(change, attempts, cancellation), cancellation);
            Latency = clock.GetElapsedTime(began);
            Known = changed.After;
            return changed;
        }
        finally
        {
            turnstile.Release();
        }
    }

    public void Dispose() => turnstile.Dispose();

    private async Task<(BudgetState After, T Result)> SwapAsync<T>(
        Func<BudgetState, (BudgetState After, T Result)> change, Dictionary<long, (BudgetState After, T Result)> attempts, CancellationToken cancellation)
    {
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            var (state, version) = await store.ReadAsync(key, cancellation);
            var before = state ?? new();
            if (before.Writers.TryGetValue(writer, out var mark) && attempts.TryGetValue(mark.Number, out var done))
                return done;

            var next = change(before);
            if (ReferenceEquals(before, next.After))
                return next;
            next.After = next.After.Sign(writer, ++writes, clock.GetUtcNow());
            attempts.Add(writes, next);
            if (await store.TryWriteAsync(key, next.After, version, cancellation))
                return next;
            await Task.Delay(AfterConflict(conflicts), clock, cancellation);
        }

        throw new BudgetStoreException($"the budget ledger '{key}' could not be changed: {MostConflicts} times someone else held or changed it");
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
