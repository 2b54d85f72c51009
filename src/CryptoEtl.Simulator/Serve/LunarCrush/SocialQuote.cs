using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary>One row of the LunarCrush list: a price of its own and the social figures of the last finished day.</summary>
/// <param name="Number">LunarCrush's id. Tickers collide, it does not.</param>
/// <param name="Rank">By LunarCrush's own reading of market cap. Null: unknown cap.</param>
internal sealed record SocialQuote(int Number, LiveQuote Market, double? Price, double? MarketCap, int? Rank, int SocialDay)
{
    /// <summary>The figure of the last finished day, or of the day before it. Null: none.</summary>
    public double? Social(double[] column, bool previous = false)
    {
        var row = Market.History.Asset.Social.LastUpTo(SocialDay - (previous ? 1 : 0));
        var series = Market.History.Asset.Social;
        // An old figure is not shown as today's.
        return row >= 0 && series.Days[row] >= SocialDay - 3 && double.IsFinite(column[row]) ? column[row] : null;
    }

    /// <summary>All rows, ranked.</summary>
    public static IReadOnlyList<SocialQuote> All(MarketSnapshot market)
    {
        var day = market.Today.DayNumber - 1;
        var rank = 0;
        return
        [
            .. market.All
                .Where(quote => quote.History.Asset.LunarCrushId is not null && quote.Price is not null)
                .Select(quote => (Quote: quote, Factor: OwnPrice(quote)))
                .OrderByDescending(row => row.Quote.MarketCap * row.Factor ?? -1)
                .ThenBy(row => row.Quote.History.Asset.LunarCrushId)
                .Select(row => new SocialQuote(
                    row.Quote.History.Asset.LunarCrushId!.Value, row.Quote, row.Quote.Price * row.Factor,
                    row.Quote.MarketCap * row.Factor, row.Quote.MarketCap > 0 ? ++rank : null, day)),
        ];
    }

    // Another price feed: up to a fifth of a percent off.
    private static double OwnPrice(LiveQuote quote) =>
        1 + 0.002 * (2 * StableHash.Unit(StableHash.Of(quote.History.Seed, quote.LastUpdated.ToUnixTimeSeconds())) - 1);
}
