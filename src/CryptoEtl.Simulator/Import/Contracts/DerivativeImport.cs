using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Contracts;

/// <summary>Funding and open interest of derivatives contracts.</summary>
internal static class DerivativeImport
{
    private const string Finished = "open_interest_daily_2021_2025";
    private const string Newest = "open_interest_all_perps_2025_10";

    public static IReadOnlyList<DerivativeRow> Read(string directory, Tickers tickers, ImportLog log)
    {
        var days = new ContractDays(tickers);
        FundingFiles.ReadExchanges(directory, days, log);
        FundingFiles.ReadSample(directory, days, log);
        // The newer file first: the last day of the older one was not over when it was fetched.
        ReadOpenInterest(directory, Newest, days, log);
        ReadOpenInterest(directory, Finished, days, log);
        FundingFiles.ReadDaily(directory, days, log);
        FundingFiles.ReadHyperliquid(directory, days, log);
        Report(days, log);
        return days.Rows;
    }

    private static void ReadOpenInterest(string directory, string file, ContractDays days, ImportLog log)
    {
        var last = LastDay(directory, file);
        using var rows = CsvRows.Open(directory, $"derivatives/{file}.csv", "market", "date", "oi_close");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var (code, day, value) = (MarketCode.Parse(rows.Required(0)), rows.Date(1), rows.NumberOrNull(2));
            if (code is null)
                counter.Reject("the code of the venue is unknown");
            else if (value is null or < 0)
                counter.Reject("has no open interest");
            else if (days.HasOpenInterest(code, day))
                counter.Reject(file == Finished ? "a later fetch has this day" : "the contract has this day already");
            else if (day == last)
                counter.Reject("the last day of the file: it was fetched before the day was over");
            else
                days.Put(code, day, openInterest: value);
        });
    }

    private static DateOnly LastDay(string directory, string file)
    {
        var last = DateOnly.MinValue;
        using var rows = CsvRows.Open(directory, $"derivatives/{file}.csv", "date");
        while (rows.Read())
            last = rows.DateOrBroken(0) is { } day && day > last ? day : last;
        return last;
    }

    private static void Report(ContractDays days, ImportLog log)
    {
        var (contracts, unmapped) = days.Mapping;
        log.Note(
            "derivatives.csv, contracts", contracts,
            unmapped.OrderBy(entry => entry.Key.Market, StringComparer.Ordinal).ThenBy(entry => entry.Key.Symbol, StringComparer.Ordinal)
                .Select(entry => ("in the tape without an asset: nobody's prices were found under the ticker", $"{entry.Key.Market}: {entry.Key.Symbol}, {entry.Value.Days} days")));
    }
}
