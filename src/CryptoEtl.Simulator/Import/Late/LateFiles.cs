using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Late;

/// <summary>The files with prices after the CoinMarketCap files end.</summary>
internal static class LateFiles
{
    public const string Coingecko = "coingecko_daily_2013_2023";
    public const string Binance = "binance_daily_2021_2022";
    public const string Hourly = "binance_hourly_close_2021_2025";
    public const string Coinbase = "coinbase_daily_2020_2025";
    public const string Top100 = "coingecko_top100_daily_2025_2026";

    // Leveraged tokens are reset and multiplied, and currencies are no coins.
    private static readonly string[] NoCoins = ["AUDUSDT", "EURUSDT", "GBPUSDT"];

    /// <summary>The value at 00:00 UTC is the close of the day before, and the volume and cap are that day's.</summary>
    public static List<LateSeries> ReadCoingecko(string directory, int seam, ImportLog log)
    {
        using var rows = CsvRows.Open(
            directory, $"ohlcv/{Coingecko}.csv", "coingecko_name", "symbol", "date", "price_usd", "total_volume_usd", "market_cap_usd");
        var counter = log.Begin(rows);
        var shelf = new SeriesShelf(Coingecko, isVenue: false, seam, rows, counter);
        var before = new Dictionary<string, (int Day, double Close)>(StringComparer.Ordinal);
        counter.ForEach(() =>
        {
            var (name, day, close) = (rows.Required(0), rows.Date(2).DayNumber - 1, rows.NumberOrNaN(3));
            var open = Before(before, name, day, close);
            if (shelf.IsLate(day) && IsPrice(close, counter))
                shelf.Add(name, rows.Required(1), name, PriceOnly(day, open, close, rows.NumberOrNaN(4), rows.NumberOrNaN(5), shelf.Line));
        });
        return shelf.Series;
    }

    public static List<LateSeries> ReadBinance(string directory, int seam, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, $"ohlcv/{Binance}.csv", "pair", "date", "open", "high", "low", "close");
        var counter = log.Begin(rows);
        var shelf = new SeriesShelf(Binance, isVenue: true, seam, rows, counter);
        counter.ForEach(() =>
        {
            var (pair, day) = (rows.Required(0), rows.Date(1).DayNumber);
            if (NoCoins.Contains(pair) || pair.EndsWith("UPUSDT", StringComparison.Ordinal) || pair.EndsWith("DOWNUSDT", StringComparison.Ordinal))
                counter.Reject("a leveraged token or a currency");
            else if (shelf.IsLate(day))
                AddBar(shelf, rows, counter, pair, Base(pair), day, first: 2);
        });
        return shelf.Series;
    }

    public static List<LateSeries> ReadCoinbase(string directory, int seam, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, $"ohlcv/{Coinbase}.csv", "pair", "base", "date", "open", "high", "low", "close");
        var counter = log.Begin(rows);
        var shelf = new SeriesShelf(Coinbase, isVenue: true, seam, rows, counter);
        counter.ForEach(() =>
        {
            var day = rows.Date(2).DayNumber;
            if (shelf.IsLate(day))
                AddBar(shelf, rows, counter, rows.Required(0), rows.Required(1), day, first: 3);
        });
        return shelf.Series;
    }

    public static List<LateSeries> ReadHourly(string directory, int seam, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, $"ohlcv/{Hourly}.csv", "pair", "open_time_utc", "close");
        var counter = log.Begin(rows);
        var shelf = new SeriesShelf(Hourly, isVenue: true, seam, rows, counter);
        var hours = new HourlyDays(shelf, counter);
        counter.ForEach(() =>
        {
            var (pair, moment, close) = (rows.Required(0), rows.Instant(1).UtcDateTime, rows.NumberOrNaN(2));
            if (shelf.IsLate(DateOnly.FromDateTime(moment).DayNumber) && IsPrice(close, counter))
                hours.Add(pair, Base(pair), moment, close);
        });
        hours.Finish();
        return shelf.Series;
    }

    public static List<LateSeries> ReadTop100(string directory, int seam, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, $"live/{Top100}.csv", "snapshot_date", "name", "symbol", "price_usd");
        var counter = log.Begin(rows);
        var shelf = new SeriesShelf(Top100, isVenue: false, seam, rows, counter);
        var before = new Dictionary<string, (int Day, double Close)>(StringComparer.Ordinal);
        counter.ForEach(() =>
        {
            var (day, name, symbol, close) = (rows.Date(0).DayNumber, rows.Required(1), rows.Required(2), rows.NumberOrNaN(3));
            var key = $"{symbol}/{name}";
            var open = Before(before, key, day, close);
            if (shelf.IsLate(day) && IsPrice(close, counter))
                shelf.Add(key, symbol, name, PriceOnly(day, open, close, double.NaN, double.NaN, shelf.Line));
        });
        return shelf.Series;
    }

    // The price of the day before, if there is one, and remembers this one.
    private static double Before(Dictionary<string, (int Day, double Close)> before, string key, int day, double close)
    {
        var open = before.TryGetValue(key, out var last) && last.Day == day - 1 ? last.Close : double.NaN;
        before[key] = (day, close);
        return open;
    }

    // Without a high and a low the day holds the two prices that are known of it.
    private static LateBar PriceOnly(int day, double open, double close, double volume, double cap, SourceLine line)
    {
        open = double.IsNaN(open) ? close : open;
        return new LateBar(day, open, Math.Max(open, close), Math.Min(open, close), close, volume, cap, [line]);
    }

    private static void AddBar(SeriesShelf shelf, CsvRows rows, ImportLog.Counter counter, string key, string symbol, int day, int first)
    {
        var (open, high, low, close) =
            (rows.NumberOrNaN(first), rows.NumberOrNaN(first + 1), rows.NumberOrNaN(first + 2), rows.NumberOrNaN(first + 3));
        if (IsPrice(close, counter))
            shelf.Add(key, symbol, null, new LateBar(day, open, high, low, close, double.NaN, double.NaN, [shelf.Line]));
    }

    private static bool IsPrice(double price, ImportLog.Counter counter)
    {
        if (!(price > 0))
            counter.Reject("has no price");
        return price > 0;
    }

    private static string Base(string pair) => pair.EndsWith("USDT", StringComparison.Ordinal) ? pair[..^4] : pair;
}
