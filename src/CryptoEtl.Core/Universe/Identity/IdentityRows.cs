namespace CryptoEtl.Core.Universe.Identity;

/// <summary>Reads rows of <see cref="UniverseTables.Identity"/> back.</summary>
public static class IdentityRows
{
    /// <summary>The facts as they are now: of several rows with one key the one seen last; none, if that withdraws it.</summary>
    public static IEnumerable<IdentityFact> Current(IEnumerable<Batch> identity)
    {
        var latest = new Dictionary<(string, string, string, DateTime), (DateTime Seen, IdentityFact? Fact)>();
        foreach (var rows in identity)
        {
            for (var row = 0; row < rows.RowCount; row++)
            {
                var fact = Read(rows, row);
                var seen = rows.Instants(Tables.ObservedAt)[row] ?? DateTime.MinValue;
                var key = (fact.AssetId, fact.Kind, fact.Value, fact.From);
                if (!latest.TryGetValue(key, out var known) || known.Seen <= seen)
                    latest[key] = (seen, rows.Texts(Tables.Revision)[row] == "withdrawn" ? null : fact);
            }
        }

        return latest.Values.Select(one => one.Fact).OfType<IdentityFact>();
    }

    private static IdentityFact Read(Batch rows, int row) => new(
        rows.Texts("asset_id")[row] ?? "", rows.Texts("kind")[row] ?? "", rows.Texts("value")[row] ?? "",
        rows.Instants("valid_from")[row] ?? DateTime.MinValue, rows.Instants("valid_to")[row],
        rows.Texts("evidence")[row] ?? "", rows.Instants(Tables.EventTime)[row] ?? DateTime.MinValue);
}
