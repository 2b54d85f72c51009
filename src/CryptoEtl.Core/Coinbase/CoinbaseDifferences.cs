namespace CryptoEtl.Core.Coinbase;

/// <summary>Where the two lists disagree, and what usually is behind it.</summary>
internal static class CoinbaseDifferences
{
    /// <param name="markets">Rows of <see cref="CoinbaseTables.Market"/>.</param>
    public static Batch Of(Batch markets, RowOrigin origin)
    {
        var rows = new BatchBuilder(CoinbaseTables.Difference);
        for (var row = 0; row < markets.RowCount; row++)
        {
            if (KindOf(markets, row) is var (kind, explanation))
                Add(rows, markets, row, kind, explanation, origin);
        }

        return rows.Build();
    }

    private static (string Kind, string Explanation)? KindOf(Batch markets, int row)
    {
        var online = markets.Texts("state")[row] == ListingState.Online;
        var inTickers = markets.Flags("in_tickers")[row] == true;
        var stale = markets.Flags("is_stale")[row] == true;
        if (markets.Flags("in_products")[row] != true)
            return ("ticker_without_product", "the product was withdrawn and the ticker lingers, or Coinbase merged the book with another");
        return (online, inTickers, stale) switch
        {
            (true, false, _) => ("online_without_ticker", "a new listing that CoinGecko has not mapped yet, or a book it does not follow"),
            (true, true, true) => ("online_with_stale_ticker", "the book hardly trades, or trading has stopped without a change of state"),
            (false, true, false) => ("closed_with_fresh_ticker", "the state changed after CoinGecko last looked"),
            _ => null,
        };
    }

    private static void Add(BatchBuilder rows, Batch markets, int row, string kind, string explanation, RowOrigin origin) => rows
        .Text("product_id", markets.Texts("product_id")[row])
        .Text("kind", kind)
        .Text("state", markets.Texts("state")[row])
        .Text("base_currency", markets.Texts("base_currency")[row])
        .Text("quote_currency", markets.Texts("quote_currency")[row])
        .Text("explanation", explanation)
        .Origin(origin with { RawSha256 = markets.Texts(Tables.RawSha256)[row] }, markets.Instants(Tables.EventTime)[row]!.Value, TimeSpan.Zero)
        .EndRow();
}
