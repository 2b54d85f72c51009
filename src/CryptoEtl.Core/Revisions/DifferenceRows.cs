namespace CryptoEtl.Core.Revisions;

/// <summary>Rows to append to a ledger, in order of key, one per key at most.</summary>
public sealed record DifferenceRows(Batch Rows, RevisionCounts Counts);

/// <summary>What became of the keys that were compared: how many of each class.</summary>
/// <param name="Unchanged">Told again as they were; nothing is appended.</param>
/// <param name="Outdated">Seen before the newest vintage in the ledger was, as an answer from a cache may be: they tell nothing new, and nothing is appended.</param>
public sealed record RevisionCounts(
    long Appended = 0, long ClosedEdge = 0, long Restated = 0, long Withdrawn = 0, long NullFilled = 0, long Unchanged = 0, long Outdated = 0)
{
    /// <summary>Rows that are appended.</summary>
    public long Rows => Appended + ClosedEdge + Restated + Withdrawn + NullFilled;

    public static RevisionCounts operator +(RevisionCounts left, RevisionCounts right) => new(
        left.Appended + right.Appended, left.ClosedEdge + right.ClosedEdge, left.Restated + right.Restated,
        left.Withdrawn + right.Withdrawn, left.NullFilled + right.NullFilled, left.Unchanged + right.Unchanged, left.Outdated + right.Outdated);
}
