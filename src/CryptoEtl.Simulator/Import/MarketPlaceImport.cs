using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>Coinbase products and derivatives.</summary>
internal static class MarketPlaceImport
{
    // Only tickers nobody else ever used in these files.
    private static readonly Dictionary<string, string> Assets = new(StringComparer.Ordinal)
    {
        ["BTC"] = "bitcoin",
        ["ETH"] = "ethereum",
        ["LTC"] = "litecoin",
        ["BCH"] = "bitcoin-cash",
    };

    /// <summary>A product is online from the first list that has it. The lists show no delisting.</summary>
    public static IReadOnlyList<CoinbaseState> ReadCoinbase(string directory, IReadOnlySet<string> assets, ImportLog log)
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
                first[product] = new CoinbaseState(product, coin, quote, Asset(coin, assets), day, "online");
        });

        return [.. first.Values];
    }

    public static IReadOnlyList<DerivativeRow> ReadDerivatives(string directory, IReadOnlySet<string> assets, ImportLog log)
    {
        var byKey = new SortedDictionary<(string Market, string Symbol, DateOnly Day), DerivativeRow>();
        ReadFunding(directory, assets, log, byKey);
        ReadOpenInterest(directory, assets, log, byKey);
        return [.. byKey.Values];
    }

    // Several payments a day: the last one is the rate the day ended with.
    private static void ReadFunding(
        string directory, IReadOnlySet<string> assets, ImportLog log,
        SortedDictionary<(string, string, DateOnly), DerivativeRow> byKey)
    {
        using var rows = CsvRows.Open(
            directory, "derivatives/funding_by_exchange_2020_2023.csv", "exchange", "symbol", "time_utc_inferred", "funding_rate");
        log.Begin(rows).ForEach(() =>
        {
            var (market, symbol, day) = (rows.Required(0), rows.Required(1), DateOnly.FromDateTime(rows.Instant(2).UtcDateTime));
            byKey[(market, symbol, day)] = new DerivativeRow(
                market, symbol, Asset(symbol.Split('-')[0], assets), "perpetual", day,
                null, null, rows.NumberOrNull(3), market == "dydx" ? 1 : 8, null);
        });
    }

    private static void ReadOpenInterest(
        string directory, IReadOnlySet<string> assets, ImportLog log,
        SortedDictionary<(string, string, DateOnly), DerivativeRow> byKey)
    {
        using var rows = CsvRows.Open(
            directory, "derivatives/open_interest_daily_2021_2025.csv", "base", "market", "date", "oi_close");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var (symbol, day) = (rows.Required(1), rows.Date(2));
            var market = symbol.EndsWith(".6", StringComparison.Ordinal) ? "bybit" : "binance";
            var row = new DerivativeRow(
                market, symbol, Asset(rows[0], assets), "perpetual", day, null, rows.NumberOrNull(3), null, null, null);
            if (!byKey.TryAdd((market, symbol, day), row))
                counter.Reject("the contract has this day already");
        });
    }

    private static string? Asset(string ticker, IReadOnlySet<string> assets) =>
        Assets.TryGetValue(ticker, out var asset) && assets.Contains(asset) ? asset : null;
}
