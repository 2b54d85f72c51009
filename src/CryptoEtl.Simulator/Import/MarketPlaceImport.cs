using CryptoEtl.Simulator.Import.Contracts;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>Coinbase products.</summary>
internal static class MarketPlaceImport
{
    /// <summary>A product is online from the first list that has it. The lists show no delisting.</summary>
    public static IReadOnlyList<CoinbaseState> ReadCoinbase(string directory, Tickers tickers, ImportLog log)
    {
        var first = new SortedDictionary<string, CoinbaseState>(StringComparer.Ordinal);
        using var rows = CsvRows.Open(directory, "coinbase/products_by_snapshot.csv", "snapshot_utc", "product_id", "base", "quote");
        var counter = log.Begin(rows);

        counter.ForEach(() =>
        {
            var (day, coin, quote) = (DateOnly.FromDateTime(rows.Instant(0).UtcDateTime), rows.Required(2), rows.Required(3));
            // The form of product_id changes between the lists: EOSBTC, then EOS-BTC.
            var product = $"{coin}-{quote}";
            if (first.TryGetValue(product, out var known) && known.From <= day)
                counter.Reject("no change of state since an earlier list");
            else
                first[product] = new CoinbaseState(product, coin, quote, tickers.Find(coin, day), day, "online");
        });

        return [.. first.Values];
    }
}
