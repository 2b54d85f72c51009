using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Late;

/// <summary>What a list said of a coin on a day: coins in circulation, which the price files lack.</summary>
/// <param name="Supply">Coins.</param>
/// <param name="Volume">US dollars in 24 hours; NaN: not given.</param>
/// <param name="IsClose">The price is the day's last, and can tell one asset from another.</param>
internal sealed record Listing(
    string Name, string Symbol, int Day, double Price, double Supply, double Volume, bool IsClose, SourceLine Line, ImportLog.Counter Counter)
{
    public static List<Listing> Read(string directory, int seam, ImportLog log)
    {
        var listings = new List<Listing>();
        using var monthly = CsvRows.Open(
            directory, "universe/cmc_monthly_top200.csv", "name", "symbol", "snapshot_date", "price_usd", "circulating_supply", "volume_24h_usd");
        Read(monthly, seam, log, rows => rows.Date(2), isClose: true, listings);
        using var markets = CsvRows.Open(
            directory, "live/coingecko_markets_2025_11_03.csv", "name", "symbol", "timestamp", "current_price", "circulating_supply", "total_volume");
        Read(markets, seam, log, rows => rows.DayOfStamp(2), isClose: false, listings);
        return listings;
    }

    private static void Read(CsvRows rows, int seam, ImportLog log, Func<CsvRows, DateOnly> dayOf, bool isClose, List<Listing> listings)
    {
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var day = dayOf(rows).DayNumber;
            var (price, supply) = (rows.NumberOrNaN(3), rows.NumberOrNaN(4));
            if (day <= seam)
                counter.Reject("a day of the CoinMarketCap files");
            else if (!(price > 0) || !(supply > 0))
                counter.Reject("has no price or no supply");
            else
                listings.Add(new Listing(rows[0], rows[1], day, price, supply, rows.NumberOrNaN(5), isClose, new SourceLine(rows.Row, rows.Raw), counter));
        });
    }
}
