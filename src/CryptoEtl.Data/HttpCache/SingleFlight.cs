using System.Collections.Concurrent;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Of the callers in this process that want the same at the same time, one works and the others get its result.</summary>
/// <remarks>Nothing is remembered: who comes after the end starts anew.</remarks>
internal sealed class SingleFlight<TKey, T> where TKey : notnull where T : class
{
    private readonly ConcurrentDictionary<TKey, TaskCompletionSource<T?>> flights = new();

    /// <param name="work">Runs in the caller that is first, with its token. When that caller is cancelled, another one works.</param>
    /// <returns>The result, and whether this caller worked for it.</returns>
    public async Task<(T Result, bool Led)> RunAsync(TKey key, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        while (true)
        {
            var mine = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var flight = flights.GetOrAdd(key, mine);
            if (flight == mine)
                return (await LeadAsync(key, mine, work, cancellation), true);
            if (await flight.Task.WaitAsync(cancellation) is { } result)
                return (result, false);
        }
    }

    private async Task<T> LeadAsync(TKey key, TaskCompletionSource<T?> flight, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var result = await work(cancellation);
            End(key, flight, () => flight.SetResult(result));
            return result;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            End(key, flight, () => flight.SetResult(null));
            throw;
        }
        catch (Exception failure)
        {
            End(key, flight, () => flight.SetException(failure));
            _ = flight.Task.Exception;
            throw;
        }
    }

    /// <summary>First nobody can join, then those who joined are told.</summary>
    private void End(TKey key, TaskCompletionSource<T?> flight, Action tell)
    {
        flights.TryRemove(KeyValuePair.Create(key, flight));
        tell();
    }
}
