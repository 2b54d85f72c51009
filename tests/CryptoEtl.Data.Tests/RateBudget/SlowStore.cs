using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>A shared store that answers late and, where asked, fails.</summary>
internal sealed class SlowStore(TimeProvider time, Random random, TimeSpan slowest) : IBudgetStore
{
    private readonly MemoryBudgetStore inner = new();

    /// <summary>So many of the next calls fail.</summary>
    public int FailuresToCome { get; set; }

    public int Writes { get; private set; }

    public int Conflicts { get; private set; }

    public async Task<(BudgetState? State, string? Version)> ReadAsync(string key, CancellationToken cancellation)
    {
        await PauseAsync();
        return await inner.ReadAsync(key, cancellation);
    }

    public async Task<bool> TryWriteAsync(string key, BudgetState state, string? version, CancellationToken cancellation)
    {
        await PauseAsync();
        var written = await inner.TryWriteAsync(key, state, version, cancellation);
        Writes += written ? 1 : 0;
        Conflicts += written ? 0 : 1;
        await PauseAsync();
        return written;
    }

    /// <summary>What is written, at once.</summary>
    public Task<(BudgetState? State, string? Version)> PeekAsync(string key) => inner.ReadAsync(key);

    private async Task PauseAsync()
    {
        if (slowest > TimeSpan.Zero)
            await Task.Delay(slowest * random.NextDouble(), time);
        if (FailuresToCome > 0)
        {
            FailuresToCome--;
            throw new IOException("the network is down");
        }
    }
}
