using CryptoEtl.Simulator.Import.Late;

namespace CryptoEtl.Simulator.Import.Contracts;

/// <summary>Which asset a ticker means on a day: the one whose prices were found under it.</summary>
internal sealed class Tickers
{
    // Only tickers nobody else ever used in these files.
    private static readonly Dictionary<string, string> Always = new(StringComparer.Ordinal)
    {
        ["BTC"] = "bitcoin",
        ["ETH"] = "ethereum",
        ["LTC"] = "litecoin",
        ["BCH"] = "bitcoin-cash",
    };

    private readonly IReadOnlySet<string> assets;
    private readonly ILookup<string, LateSeries> bySymbol;

    public Tickers(IReadOnlySet<string> assets, IEnumerable<LateSeries> series)
    {
        this.assets = assets;
        bySymbol = series.Where(entry => entry.AssetId is not null).ToLookup(entry => entry.Symbol, StringComparer.Ordinal);
    }

    /// <summary>Null: nobody's, or not certain.</summary>
    public string? Find(string ticker, DateOnly day)
    {
        if (Always.TryGetValue(ticker, out var always))
            return assets.Contains(always) ? always : null;

        var begun = bySymbol[ticker].Where(series => series.FirstDay <= day.DayNumber).ToArray();
        // An exchange gives a ticker to one coin at a time: the last to get it has it.
        if (begun.Where(series => series.IsVenue).MaxBy(series => series.FirstDay) is { } listed)
            return listed.AssetId;

        var named = begun.Select(series => series.AssetId).Distinct().ToArray();
        return named.Length == 1 ? named[0] : null;
    }
}
