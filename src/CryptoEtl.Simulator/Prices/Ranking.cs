namespace CryptoEtl.Simulator.Prices;

/// <summary>Orders quotes by market cap and numbers them the way the source does: nearly, not quite.</summary>
/// <remarks>Neighbours whose rank and order disagree and holes in the numbering were both seen in recorded pages.</remarks>
internal static class Ranking
{
    private const double SwapShare = 0.012;
    private const double HoleShare = 0.004;

    public static List<LiveQuote> Order(IEnumerable<LiveQuote> quotes, DateOnly today, bool hideRehypothecated)
    {
        var ordered = quotes
            .OrderByDescending(quote => quote.MarketCap ?? -1)
            .ThenByDescending(quote => quote.Volume ?? -1)
            .ThenBy(quote => quote.Id, StringComparer.Ordinal)
            .ToList();

        var (plain, all) = (0, 0);
        for (var i = 0; i < ordered.Count; i++)
        {
            var quote = ordered[i];
            if (quote.MarketCap is not > 0 || !quote.History.Asset.OnCoinGecko)
                continue;

            var hidden = hideRehypothecated && quote.History.Asset.Categories.Contains(MarketSnapshot.Rehypothecated);
            var hole = Chance(quote, today, salt: 1) < HoleShare ? 1 : 0;
            all += 1 + hole;
            if (!hidden)
                plain += 1 + hole;
            ordered[i] = quote with { Rank = hidden ? null : plain, RankWithRehypothecated = all };
        }

        SwapNeighbours(ordered, today);
        return ordered;
    }

    private static void SwapNeighbours(List<LiveQuote> ordered, DateOnly today)
    {
        for (var i = 0; i + 1 < ordered.Count; i++)
        {
            var (upper, lower) = (ordered[i], ordered[i + 1]);
            if (upper.Rank is null || lower.Rank is null || Chance(upper, today, salt: 2) >= SwapShare)
                continue;

            (ordered[i], ordered[i + 1]) = (upper with { Rank = lower.Rank }, lower with { Rank = upper.Rank });
            i++;
        }
    }

    private static double Chance(LiveQuote quote, DateOnly today, int salt) =>
        StableHash.Unit(StableHash.Of(StableHash.Of(quote.History.Seed, today.DayNumber), salt));
}
