namespace CryptoEtl.Core.Universe.Identity;

/// <summary>DefiLlama's stablecoins as vintages: their name is the id of the coin.</summary>
internal static class StablecoinVintages
{
    public static SortedDictionary<string, List<ListingVintage>> ByStablecoin(IEnumerable<Batch> stablecoins)
    {
        var found = new List<(string Id, ListingVintage Vintage)>();
        foreach (var rows in stablecoins)
        {
            for (var row = 0; row < rows.RowCount; row++)
            {
                if (rows.Texts("stablecoin_id")[row] is { } id && rows.Instants(Tables.ObservedAt)[row] is { } seen)
                    found.Add((id, new(seen, null, rows.Texts("gecko_id")[row] ?? "", null, null, null)));
            }
        }

        return new(found.GroupBy(one => one.Id).ToDictionary(g => g.Key, ByMoment, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static List<ListingVintage> ByMoment(IEnumerable<(string Id, ListingVintage Vintage)> vintages) =>
        [.. vintages.Select(one => one.Vintage).GroupBy(v => v.SeenAt).OrderBy(g => g.Key).Select(g => g.MaxBy(v => v.Name, StringComparer.Ordinal)!)];
}
