using System.Globalization;

namespace CryptoEtl.Data.RateBudget.Stores;

/// <summary>For one process and its tests. Nothing outlives it.</summary>
public sealed class MemoryBudgetStore : IBudgetStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (BudgetState State, long Version)> states = new(StringComparer.Ordinal);

    public Task<(BudgetState? State, string? Version)> ReadAsync(string key, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            return Task.FromResult<(BudgetState?, string?)>(
                states.TryGetValue(key, out var held) ? (held.State, Name(held.Version)) : (null, null));
        }
    }

    public Task<bool> TryWriteAsync(string key, BudgetState state, string? version, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            var held = states.TryGetValue(key, out var found) ? Name(found.Version) : null;
            if (held != version)
                return Task.FromResult(false);
            states[key] = (state, found.Version + 1);
            return Task.FromResult(true);
        }
    }

    private static string Name(long version) => version.ToString(CultureInfo.InvariantCulture);
}
