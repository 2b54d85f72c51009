namespace CryptoEtl.Core.Coinbase;

/// <summary>CoinGecko's tickers, by pair and by base.</summary>
/// <param name="tickers">Rows of <see cref="CoinbaseTables.Ticker"/>, each pair once.</param>
internal sealed class TickerPairs(Batch tickers)
{
    private readonly Dictionary<string, int> byPair = Enumerable.Range(0, tickers.RowCount)
        .ToDictionary(row => Key(tickers.Texts("base")[row], tickers.Texts("target")[row]));

    private readonly ILookup<string, string> assetsByBase = Enumerable.Range(0, tickers.RowCount)
        .ToLookup(row => tickers.Texts("base")[row]!.ToUpperInvariant(), row => tickers.Texts("asset_id")[row]!);

    /// <summary>The two lists spell tickers in different case.</summary>
    public static string Key(string? from, string? to) => $"{from}|{to}".ToUpperInvariant();

    /// <summary>Row of a pair; null when CoinGecko does not have it.</summary>
    public int? Find(string from, string to) => byPair.TryGetValue(Key(from, to), out var row) ? row : null;

    /// <summary>Rows of pairs that are not among these, by pair.</summary>
    public IEnumerable<int> NotIn(HashSet<string> pairs) =>
        byPair.Where(pair => !pairs.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>The asset of a pair, and what that rests on; a null asset comes with the reason.</summary>
    public (string? Asset, string Mapping) AssetOf(string from, string to)
    {
        if (Find(from, to) is { } row)
            return (AssetAt(row), "ticker");

        var claims = assetsByBase[from.ToUpperInvariant()].Distinct().ToList();
        return claims.Count switch
        {
            0 => (null, "no ticker has this base"),
            1 => (claims[0], "base"),
            _ => (null, "tickers of this base name several assets"),
        };
    }

    public string? AssetAt(int row) => tickers.Texts("asset_id")[row];

    public string? RawAt(int row) => tickers.Texts(Tables.RawSha256)[row];

    public DateTimeOffset ObservedAt(int row) => tickers.Instants(Tables.ObservedAt)[row]!.Value;

    public (string Base, string Target) NamesAt(int row) => (tickers.Texts("base")[row]!, tickers.Texts("target")[row]!);

    /// <summary>The ticker columns of a market row.</summary>
    public void AddTo(BatchBuilder rows, int? ticker)
    {
        rows.Flag("in_tickers", ticker is not null);
        if (ticker is not { } row)
            return;

        rows.Flag("is_stale", tickers.Flags("is_stale")[row])
            .Text("ticker_raw_sha256", RawAt(row));
        foreach (var column in new[] { "last", "last_usd", "volume_24h_usd" })
            rows.Number(column, tickers.Numbers(column)[row]);
    }
}
