namespace CryptoEtl.Core.Revisions;

/// <summary>Reads a revision ledger: several rows may have one key, and the newest one a reader may know of counts.</summary>
public static class Ledger
{
    /// <summary>The newest vintage of each key, in order of key.</summary>
    /// <param name="vintages">Any number of rows per key, in any order.</param>
    /// <param name="withWithdrawn">Whether to give keys that the source does not tell any more.</param>
    public static Batch Newest(Batch vintages, bool withWithdrawn) =>
        Take(vintages, NewestRows(vintages, KeyRanks.Of(vintages.Table.Key, vintages), asOf: null, knownAt: null), withWithdrawn);

    /// <summary>The rows as they were known, in order of key; withdrawn ones left out.</summary>
    /// <param name="vintages">Any number of rows per key, in any order.</param>
    /// <param name="asOf">Rows that were available at this moment: <c>available_at</c> not after it. Null: any.</param>
    /// <param name="knownAt">Rows that we had seen at this moment: <c>observed_at</c> not after it. Null: any.</param>
    /// <returns>One row per key: the one seen last, then the one available last, then the one of the larger batch id, then the later one.</returns>
    public static Batch AsOf(Batch vintages, DateTimeOffset? asOf, DateTimeOffset? knownAt) =>
        Take(vintages, NewestRows(vintages, KeyRanks.Of(vintages.Table.Key, vintages), asOf, knownAt), withWithdrawn: false);

    /// <summary>Row of the newest vintage by rank of key; -1: none that may be known.</summary>
    /// <param name="ranks">The ranks of these rows, and perhaps of others after them.</param>
    internal static int[] NewestRows(Batch vintages, KeyRanks ranks, DateTimeOffset? asOf, DateTimeOffset? knownAt)
    {
        var newest = new int[ranks.Count];
        Array.Fill(newest, -1);
        var order = new VintageOrder(vintages);
        for (var row = 0; row < vintages.RowCount; row++)
        {
            if (order.IsKnown(row, asOf, knownAt) && (newest[ranks[row]] is var best && (best < 0 || order.Compare(row, best) >= 0)))
                newest[ranks[row]] = row;
        }

        return newest;
    }

    private static Batch Take(Batch vintages, int[] rows, bool withWithdrawn)
    {
        var revisions = vintages.Texts(Tables.Revision);
        return vintages.Take([.. rows.Where(row => row >= 0 && (withWithdrawn || revisions[row] != RevisionClasses.Withdrawn))]);
    }
}
