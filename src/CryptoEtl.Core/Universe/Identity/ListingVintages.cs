namespace CryptoEtl.Core.Universe.Identity;

/// <summary>What the lists said of one coin from one moment on.</summary>
/// <param name="Symbol">Lower case. Null: not told; empty: told as none.</param>
/// <param name="Contracts">platform:address. Null: not told, as for inactive coins; empty: told as none.</param>
/// <param name="Status">active or inactive. Null: on no list.</param>
internal sealed record ListingVintage(DateTime SeenAt, string? Symbol, string? Name, IReadOnlyList<string>? Contracts, string? Status, DateTime? ActivatedAt)
{
    public const string Active = "active";

    public bool IsActive => Status == Active;
}

/// <summary>The vintages of the coin lists by asset, oldest first.</summary>
internal static class ListingVintages
{
    /// <param name="listing">Rows of <see cref="UniverseTables.Listing"/>, every vintage, in any order. Of several seen at one moment
    /// the last by its values counts, so that the order of reading never decides.</param>
    public static SortedDictionary<string, List<ListingVintage>> ByAsset(IEnumerable<Batch> listing)
    {
        var assets = new SortedDictionary<string, List<ListingVintage>>(StringComparer.Ordinal);
        foreach (var rows in listing)
            Add(rows, assets);
        foreach (var asset in assets.Keys.ToList())
            assets[asset] = [.. assets[asset].GroupBy(v => v.SeenAt).OrderBy(g => g.Key).Select(g => g.MaxBy(Text, StringComparer.Ordinal)!)];
        return assets;
    }

    private static void Add(Batch rows, SortedDictionary<string, List<ListingVintage>> assets)
    {
        var (ids, seen) = (rows.Texts("asset_id"), rows.Instants(Tables.ObservedAt));
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (ids[row] is not { } asset || seen[row] is not { } at)
                continue;
            if (!assets.TryGetValue(asset, out var vintages))
                assets.Add(asset, vintages = []);
            vintages.Add(Read(rows, row, at));
        }
    }

    private static ListingVintage Read(Batch rows, int row, DateTime seenAt)
    {
        if (rows.Texts(Tables.Revision)[row] == "withdrawn")
            return new(seenAt, "", "", [], null, null);
        var status = rows.Texts("status")[row] ?? ListingVintage.Active;
        return new(
            seenAt, rows.Texts("symbol")[row]?.Trim().ToLowerInvariant(), rows.Texts("name")[row]?.Trim(),
            Contracts(rows.Texts("contracts")[row], status), status, rows.Instants("activated_at")[row]);
    }

    private static string[]? Contracts(string? pairs, string status)
    {
        if (pairs is null && status != ListingVintage.Active)
            return null;
        return [.. (pairs ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Text(ListingVintage one) => $"{one.Status}|{one.Symbol}|{one.Name}|{string.Join(';', one.Contracts ?? [])}|{one.ActivatedAt:O}";
}
