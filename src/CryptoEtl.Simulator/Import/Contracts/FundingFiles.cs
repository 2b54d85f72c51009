using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Contracts;

/// <summary>The files with funding rates. Each calls its markets and scales its rates in its own way.</summary>
internal static class FundingFiles
{
    /// <summary>Several payments a day: the last one is the rate the day ended with. A fraction.</summary>
    public static void ReadExchanges(string directory, ContractDays days, ImportLog log)
    {
        using var rows = CsvRows.Open(
            directory, "derivatives/funding_by_exchange_2020_2023.csv", "exchange", "symbol", "time_utc_inferred", "funding_rate");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var (exchange, symbol, day) = (rows.Required(0), rows.Required(1), DateOnly.FromDateTime(rows.Instant(2).UtcDateTime));
            if (VenueNames.Of(exchange) is { } venue)
                days.Put(new MarketCode(venue, symbol, symbol.Split('-')[0], 1, "perpetual"), day, funding: rows.NumberOrNull(3), hours: exchange == "dydx" ? 1 : 8);
            else
                counter.Reject("the exchange is unknown");
        });
    }

    /// <summary>A few payments, every eight hours. A fraction. Contracts of the other files are called as there.</summary>
    public static void ReadSample(string directory, ContractDays days, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, "derivatives/funding_lean_sample.csv", "market", "time_utc", "funding_rate");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var code = rows.Required(0) switch
            {
                "binance:adausdt" => MarketCode.Parse("ADAUSDT_PERP.A"),
                "binance:btcusd" => MarketCode.Parse("BTCUSD_PERP.A"),
                "bybit:btcusd" => MarketCode.Parse("BTCUSD.6"),
                _ => null,
            };
            if (code is null)
                counter.Reject("the larger funding file has this contract");
            else
                days.Put(code, DateOnly.FromDateTime(rows.Instant(1).UtcDateTime), funding: rows.NumberOrNull(2), hours: 8);
        });
    }

    /// <summary>Percent per interval; the interval is certain for bitcoin and ether only.</summary>
    public static void ReadDaily(string directory, ContractDays days, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, "derivatives/funding_daily_2025.csv", "market", "date", "funding_rate");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var (code, day, percent) = (MarketCode.Parse(rows.Required(0)), rows.Date(1), rows.NumberOrNull(2));
            if (code is null)
                counter.Reject("the code of the venue is unknown");
            else
                days.Put(code, day, funding: percent / 100, hours: code.Ticker is "BTC" or "ETH" ? 8 : null);
        });
    }

    /// <summary>Polls at no fixed time: the last one of a day. A fraction per hour, and the mark price in the symbol's unit.</summary>
    public static void ReadHyperliquid(string directory, ContractDays days, ImportLog log)
    {
        using var rows = CsvRows.Open(
            directory, "derivatives/funding_hyperliquid_2026.csv", "time_utc", "base", "funding_rate_1h", "mark_price");
        log.Begin(rows).ForEach(() =>
            days.Put(MarketCode.OfHyperliquid(rows.Required(1)), rows.DayOfStamp(0), price: rows.NumberOrNull(3), funding: rows.NumberOrNull(2), hours: 1));
    }
}
