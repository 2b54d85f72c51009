namespace CryptoEtl.Data.RateBudget;

/// <summary>Keeps the state of each bucket where all hosts find it, changed by compare-and-swap.</summary>
public interface IBudgetStore
{
    /// <returns>Both null: there is none yet.</returns>
    Task<(BudgetState? State, string? Version)> ReadAsync(string key, CancellationToken cancellation = default);

    /// <param name="key">File-name characters only; holds no secret.</param>
    /// <param name="version">As read. Null: there was none.</param>
    /// <returns>False: someone else changed it since, or is just doing so. Nothing was written.</returns>
    Task<bool> TryWriteAsync(string key, BudgetState state, string? version, CancellationToken cancellation = default);
}
