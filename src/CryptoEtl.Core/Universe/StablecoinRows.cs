namespace CryptoEtl.Core.Universe;

/// <summary>DefiLlama's stablecoins as rows of their ledger: what they are, not what they are worth.</summary>
public static class StablecoinRows
{
    /// <param name="answer">Rows of <see cref="UniverseTables.Stablecoin"/>.</param>
    public static Batch Of(Batch answer)
    {
        var (ids, chains) = (answer.Texts("stablecoin_id"), answer.Texts("chain"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kept = answer.Take([.. Enumerable.Range(0, answer.RowCount).Where(row => chains[row] == "all" && ids[row] is { } id && seen.Add(id))]);
        return new(UniverseTables.Stablecoins, [.. UniverseTables.Stablecoins.Columns.Select(column => column.Name == Tables.Revision ? new string?[kept.RowCount] : kept[column.Name])]);
    }
}
