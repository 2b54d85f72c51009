namespace CryptoEtl.Core.Revisions;

/// <summary>Compares what a source tells with what it told before, and gives the rows that a ledger is to remember.</summary>
public static class Differences
{
    /// <summary>The rows to append.</summary>
    /// <param name="held">Vintages already in the ledger for what was asked: any number per key, in any order.</param>
    /// <param name="fresh">Rows read from answers, in any order. Of a key that is there twice, the last row counts.</param>
    /// <param name="wasAsked">Whether the answers would have told the key of this row of <paramref name="held"/>: then its absence is a withdrawal.</param>
    /// <param name="wasCovered">Whether an earlier answer would have told the key of this row of <paramref name="fresh"/>, and did not.</param>
    /// <param name="origin">Of the rows that record a withdrawal.</param>
    /// <returns>
    /// A key that is new has its own clocks. Where an earlier value, or its absence, was known before, the new one is available from
    /// the moment it was seen: <c>available_at = observed_at</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The table is no ledger, or the batches are not of it.</exception>
    public static DifferenceRows Of(
        TableDefinition table, Batch held, Batch fresh, Func<int, bool> wasAsked, Func<int, bool> wasCovered, RowOrigin origin)
    {
        if (!table.IsLedger || held.Table.FullName != table.FullName || fresh.Table.FullName != table.FullName)
            throw new ArgumentException($"{table.FullName}, {held.Table.FullName} and {fresh.Table.FullName} are not one ledger", nameof(table));

        var ranks = KeyRanks.Of(table.Key, held, fresh);
        var before = Ledger.NewestRows(held, ranks, asOf: null, knownAt: null);
        var now = LastRows(fresh, ranks, after: held.RowCount);
        var compared = new RowComparison(table, held, fresh);
        var rows = new AppendedRows(held, fresh, origin);
        for (var key = 0; key < ranks.Count; key++)
        {
            if (now[key] >= 0)
                rows.Add(compared.Classify(before[key], now[key], wasCovered), now[key]);
            else if (before[key] >= 0 && !compared.IsWithdrawn(before[key]) && wasAsked(before[key]))
                rows.Withdraw(before[key], compared.WasSeenAfter(before[key], origin.ObservedAt));
        }

        return rows.Build(table);
    }

    private static int[] LastRows(Batch fresh, KeyRanks ranks, int after)
    {
        var last = new int[ranks.Count];
        Array.Fill(last, -1);
        for (var row = 0; row < fresh.RowCount; row++)
            last[ranks[after + row]] = row;
        return last;
    }
}
