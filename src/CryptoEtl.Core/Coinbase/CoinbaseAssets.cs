namespace CryptoEtl.Core.Coinbase;

/// <summary>The assets that Coinbase lists or listed, from its markets and their history.</summary>
public static class CoinbaseAssets
{
    /// <param name="markets">Rows of <see cref="CoinbaseTables.Market"/>.</param>
    /// <returns>Rows of <see cref="CoinbaseTables.Asset"/>, by asset id.</returns>
    public static Batch Of(Batch markets, IReadOnlyList<ListingStretch> stretches, RowOrigin origin)
    {
        var byAsset = Enumerable.Range(0, markets.RowCount).Where(row => markets.Texts("asset_id")[row] is not null)
            .ToLookup(row => markets.Texts("asset_id")[row]!);
        var online = stretches.Where(stretch => stretch is { State: ListingState.Online, AssetId: not null }).ToLookup(stretch => stretch.AssetId!);
        var assets = byAsset.Select(group => group.Key).Union(stretches.Select(stretch => stretch.AssetId).OfType<string>());

        var rows = new BatchBuilder(CoinbaseTables.Asset);
        foreach (var asset in assets.Order(StringComparer.Ordinal))
            Add(rows, asset, markets, [.. byAsset[asset]], [.. online[asset]], origin);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, string asset, Batch markets, List<int> products, List<ListingStretch> online, RowOrigin origin)
    {
        var tradable = products.Where(row => markets.Flags("tradable")[row] == true).ToList();
        var quotes = tradable.Select(row => markets.Texts("quote_currency")[row]!).Distinct().Order(StringComparer.Ordinal).ToList();
        var volumes = products.Select(row => markets.Numbers("volume_24h_usd")[row]).OfType<double>().ToList();
        rows.Text("asset_id", asset)
            .Flag("tradable", tradable.Count > 0)
            .Integer("products", products.Count(row => markets.Flags("in_products")[row] == true))
            .Integer("tradable_products", tradable.Count)
            .Text("quotes", quotes.Count == 0 ? null : string.Join('|', quotes))
            .Day("first_seen_online", online.Count == 0 ? null : online.Min(stretch => stretch.FirstSeen))
            .Day("last_seen_online", online.Count == 0 ? null : online.Max(stretch => stretch.LastSeen))
            .Number("volume_24h_usd", volumes.Count == 0 ? null : volumes.Sum())
            .Origin(origin, origin.ObservedAt, TimeSpan.Zero)
            .EndRow();
    }
}
