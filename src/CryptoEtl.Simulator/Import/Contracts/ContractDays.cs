using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Contracts;

/// <summary>One row a contract and day, gathered from files that know different figures.</summary>
internal sealed class ContractDays(Tickers tickers)
{
    private readonly SortedDictionary<(string Market, string Symbol, DateOnly Day), DerivativeRow> rows =
        new(Comparer<(string Market, string Symbol, DateOnly Day)>.Create(Compare));

    private readonly Dictionary<(string, string), (long Days, string Ticker)> unmapped = [];

    public IReadOnlyList<DerivativeRow> Rows => [.. rows.Values];

    /// <summary>Contracts of the tape, and rows of those without an asset by contract.</summary>
    public (int Contracts, IReadOnlyDictionary<(string Market, string Symbol), (long Days, string Ticker)> Unmapped) Mapping =>
        (rows.Keys.Select(key => (key.Market, key.Symbol)).Distinct().Count(), unmapped);

    public bool HasOpenInterest(MarketCode code, DateOnly day) =>
        rows.TryGetValue((code.Venue, code.Symbol, day), out var row) && row.OpenInterestUsd is not null;

    /// <summary>Fills what the day lacks; what is given replaces what stood there.</summary>
    public void Put(MarketCode code, DateOnly day, double? price = null, double? openInterest = null, double? funding = null, double? hours = null)
    {
        var key = (code.Venue, code.Symbol, day);
        if (!rows.TryGetValue(key, out var row))
            row = New(code, day);
        rows[key] = row with
        {
            Price = price ?? row.Price,
            OpenInterestUsd = openInterest ?? row.OpenInterestUsd,
            FundingRate = funding ?? row.FundingRate,
            FundingHours = hours ?? row.FundingHours,
        };
    }

    private DerivativeRow New(MarketCode code, DateOnly day)
    {
        var asset = tickers.Find(code.Ticker, day);
        if (asset is null)
            unmapped[(code.Venue, code.Symbol)] = (unmapped.GetValueOrDefault((code.Venue, code.Symbol)).Days + 1, code.Ticker);
        return new DerivativeRow(code.Venue, code.Symbol, asset, code.Contract, day, null, null, null, null, null);
    }

    private static int Compare((string Market, string Symbol, DateOnly Day) one, (string Market, string Symbol, DateOnly Day) other)
    {
        var market = string.CompareOrdinal(one.Market, other.Market);
        var symbol = market != 0 ? market : string.CompareOrdinal(one.Symbol, other.Symbol);
        return symbol != 0 ? symbol : one.Day.CompareTo(other.Day);
    }
}
