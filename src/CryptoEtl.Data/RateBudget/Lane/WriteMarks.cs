namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>Marks that hosts leave in the state.</summary>
internal static class WriteMarks
{
    // No host is still trying after so long.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(30);

    public static BudgetState Sign(this BudgetState state, string writer, long number, DateTimeOffset now) => state with
    {
        Writers = state.Writers.RemoveRange(state.Writers.Where(mark => now - mark.Value.At > KeptFor).Select(mark => mark.Key))
            .SetItem(writer, new(number, now)),
    };
}
