namespace CryptoEtl.Core.Coinbase;

/// <summary>Coinbase's products and CoinGecko's tickers of the same pairs, side by side.</summary>
/// <param name="Markets">Rows of <see cref="CoinbaseTables.Market"/>, by product id.</param>
/// <param name="Differences">Rows of <see cref="CoinbaseTables.Difference"/>.</param>
public sealed record CoinbaseMarkets(Batch Markets, Batch Differences)
{
    /// <param name="products">Rows of <see cref="CoinbaseTables.Product"/> that passed the gate.</param>
    /// <param name="tickers">Rows of <see cref="CoinbaseTables.Ticker"/> that passed the gate.</param>
    public static CoinbaseMarkets Of(Batch products, Batch tickers, RowOrigin origin)
    {
        var pairs = new TickerPairs(tickers);
        var rows = new BatchBuilder(CoinbaseTables.Market);
        foreach (var row in Enumerable.Range(0, products.RowCount).OrderBy(row => products.Texts("product_id")[row], StringComparer.Ordinal))
            AddProduct(rows, products, row, pairs, origin);

        var known = products.Texts("base_currency").Zip(products.Texts("quote_currency"), TickerPairs.Key).ToHashSet();
        foreach (var ticker in pairs.NotIn(known))
            AddUnlisted(rows, pairs, ticker, origin);

        var markets = rows.Build();
        return new(markets, CoinbaseDifferences.Of(markets, origin));
    }

    private static void AddProduct(BatchBuilder rows, Batch products, int row, TickerPairs pairs, RowOrigin origin)
    {
        var (from, to) = (products.Texts("base_currency")[row]!, products.Texts("quote_currency")[row]!);
        var ticker = pairs.Find(from, to);
        var (asset, mapping) = pairs.AssetOf(from, to);
        var state = ListingState.Of(products.Texts("status")[row]!, products.Flags("trading_disabled")[row]);
        rows.Text("product_id", products.Texts("product_id")[row])
            .Text("base_currency", from)
            .Text("quote_currency", to)
            .Text("asset_id", asset)
            .Text("mapping", mapping)
            .Text("state", state)
            .Flag("tradable", state == ListingState.Online && products.Flags("cancel_only")[row] != true && products.Flags("auction_mode")[row] != true)
            .Flag("in_products", true);
        pairs.AddTo(rows, ticker);
        var moment = origin with { RawSha256 = products.Texts(Tables.RawSha256)[row], ObservedAt = ObservedAt(products, row) };
        rows.Origin(moment, moment.ObservedAt, TimeSpan.Zero).EndRow();
    }

    private static void AddUnlisted(BatchBuilder rows, TickerPairs pairs, int ticker, RowOrigin origin)
    {
        var (from, to) = pairs.NamesAt(ticker);
        rows.Text("product_id", $"{from}-{to}")
            .Text("base_currency", from)
            .Text("quote_currency", to)
            .Text("asset_id", pairs.AssetAt(ticker))
            .Text("mapping", "ticker")
            .Text("state", ListingState.Unlisted)
            .Flag("tradable", false)
            .Flag("in_products", false);
        pairs.AddTo(rows, ticker);
        rows.Origin(origin with { RawSha256 = pairs.RawAt(ticker) }, pairs.ObservedAt(ticker), TimeSpan.Zero).EndRow();
    }

    private static DateTimeOffset ObservedAt(Batch rows, int row) => rows.Instants(Tables.ObservedAt)[row]!.Value;
}
