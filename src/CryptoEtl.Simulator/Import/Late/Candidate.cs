namespace CryptoEtl.Simulator.Import.Late;

/// <summary>An asset a series may belong to, with prices it is known to have had.</summary>
/// <param name="AssetId">Id in the tape: CoinMarketCap's slug.</param>
/// <param name="IsOld">The older files have it, and their rows go before.</param>
internal sealed record Candidate(string AssetId, string Symbol, string Name, bool IsOld)
{
    /// <summary>Every ticker it ever had.</summary>
    public HashSet<string> Symbols { get; } = new(StringComparer.Ordinal) { Symbol };

    /// <summary>Prices by day, from sources that know slugs or were matched before. US dollars.</summary>
    public Dictionary<int, double> Prices { get; } = [];

    /// <summary>Last day and close in the older files; day 0 without.</summary>
    public (int Day, double Close) Last { get; init; }

    /// <summary>Days both have, and those of them on which the prices agree.</summary>
    public (int Common, int Agreeing) Compare(LateSeries series)
    {
        var (common, agreeing) = (0, 0);
        foreach (var bar in series.Bars)
        {
            if (!Prices.TryGetValue(bar.Day, out var price))
                continue;
            common++;
            agreeing += bar.Admits(price) ? 1 : 0;
        }

        return (common, agreeing);
    }

    public void Learn(LateSeries series)
    {
        Symbols.Add(series.Symbol);
        foreach (var bar in series.Bars)
            Prices.TryAdd(bar.Day, bar.Close);
    }
}
