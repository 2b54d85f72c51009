namespace CryptoEtl.Core.Derivatives;

/// <summary>What is known per venue: its id by name, and its tickers by symbol.</summary>
/// <param name="venues">Rows of <see cref="DerivativesTables.Venue"/> that passed the gate.</param>
/// <param name="tickers">Rows of <see cref="DerivativesTables.Ticker"/> that passed the gate.</param>
internal sealed class VenueBook(Batch venues, Batch tickers)
{
    // The first of several venues of one name stands for it, as it does for whoever reads the source's page.
    private readonly Dictionary<string, string> ids = Enumerable.Range(0, venues.RowCount)
        .GroupBy(row => venues.Texts("venue_name")[row]!)
        .ToDictionary(group => group.Key, group => venues.Texts("venue_id")[group.First()]!);

    private readonly Dictionary<(string Venue, string Symbol), int> bySymbol = Enumerable.Range(0, tickers.RowCount)
        .ToDictionary(row => (tickers.Texts("venue_id")[row]!, tickers.Texts("symbol")[row]!));

    public Batch Tickers => tickers;

    /// <summary>CoinGecko's id; the name itself where no list has it.</summary>
    public string IdOf(string venueName) => ids.GetValueOrDefault(venueName, venueName);

    public bool Knows(string venueName) => ids.ContainsKey(venueName);

    /// <summary>Row of the ticker; null when the venue's answer does not have it.</summary>
    public int? Find(string venueId, string symbol) => bySymbol.TryGetValue((venueId, symbol), out var row) ? row : null;

    /// <summary>Tickers that no contract of the list claims.</summary>
    public IEnumerable<int> Except(HashSet<(string, string)> claimed) =>
        bySymbol.Where(ticker => !claimed.Contains(ticker.Key)).OrderBy(ticker => ticker.Key).Select(ticker => ticker.Value);
}
