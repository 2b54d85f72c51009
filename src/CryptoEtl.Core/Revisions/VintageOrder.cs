namespace CryptoEtl.Core.Revisions;

/// <summary>Which of two rows with the same key came later, and which were known when.</summary>
internal sealed class VintageOrder(Batch vintages)
{
    private readonly DateTime?[] observed = vintages.Instants(Tables.ObservedAt);
    private readonly DateTime?[] available = vintages.Instants(Tables.AvailableAt);
    private readonly string?[] batches = vintages.Texts(Tables.BatchId);

    public bool IsKnown(int row, DateTimeOffset? asOf, DateTimeOffset? knownAt) =>
        (asOf is null || available[row] <= asOf.Value.UtcDateTime) && (knownAt is null || observed[row] <= knownAt.Value.UtcDateTime);

    /// <summary>By when they were seen, then by when they were available. The batch decides the rest, so that the order of files does not.</summary>
    public int Compare(int left, int right)
    {
        var order = Nullable.Compare(observed[left], observed[right]);
        if (order == 0)
            order = Nullable.Compare(available[left], available[right]);
        return order != 0 ? order : string.CompareOrdinal(batches[left], batches[right]);
    }
}
