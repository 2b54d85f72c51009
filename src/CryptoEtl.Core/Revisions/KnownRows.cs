namespace CryptoEtl.Core.Revisions;

/// <summary>The rows of any table as they were known, in an order that depends on nothing but the rows.</summary>
public static class KnownRows
{
    /// <summary>Of a ledger, the newest known vintage of each key. Of a table of snapshots, every known row.</summary>
    /// <param name="asOf">Rows that were available at this moment: <c>available_at</c> not after it. Null: any.</param>
    /// <param name="knownAt">Rows that we had seen at this moment: <c>observed_at</c> not after it. Null: any.</param>
    /// <returns>In order of key: text ordinal, numbers and instants by size, null first.</returns>
    public static Batch Of(Batch rows, DateTimeOffset? asOf, DateTimeOffset? knownAt) =>
        rows.Table.IsLedger ? Ledger.AsOf(rows, asOf, knownAt) : Sorted(Known(rows, asOf, knownAt));

    /// <summary>Every vintage of every key, oldest first within a key.</summary>
    public static Batch Vintages(Batch rows)
    {
        var (ranks, order) = (KeyRanks.Of(rows.Table.Key, rows), new VintageOrder(rows));
        var places = Enumerable.Range(0, rows.RowCount).ToArray();
        Array.Sort(places, (left, right) =>
            ranks[left] != ranks[right] ? ranks[left].CompareTo(ranks[right])
            : order.Compare(left, right) is not 0 and var byTime ? byTime : left.CompareTo(right));
        return rows.Take(places);
    }

    /// <summary>All rows of every key that has a row of a kind, in the order they are in.</summary>
    public static Batch OfKeys(Batch rows, Func<int, bool> hasOne)
    {
        var ranks = KeyRanks.Of(rows.Table.Key, rows);
        var isAsked = new bool[ranks.Count];
        for (var row = 0; row < rows.RowCount; row++)
            isAsked[ranks[row]] |= hasOne(row);
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => isAsked[ranks[row]])]);
    }

    private static Batch Known(Batch rows, DateTimeOffset? asOf, DateTimeOffset? knownAt)
    {
        var order = new VintageOrder(rows);
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => order.IsKnown(row, asOf, knownAt))]);
    }

    /// <summary>By key; where a table has a key twice, all columns decide.</summary>
    private static Batch Sorted(Batch rows)
    {
        var ranks = KeyRanks.Of(rows.Table.Key, rows);
        if (ranks.Count < rows.RowCount)
            ranks = KeyRanks.Of([.. rows.Table.Key, .. rows.Table.Columns.Select(column => column.Name).Except(rows.Table.Key)], rows);
        var (order, places) = (new int[rows.RowCount], new int[rows.RowCount]);
        for (var row = 0; row < order.Length; row++)
            (order[row], places[row]) = (ranks[row], row);
        Array.Sort(order, places);
        return rows.Take(places);
    }
}
