using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/{id}/history</c>: the values at 00:00 UTC of the date asked for. The body does not repeat the date.</summary>
/// <remarks>
/// The date is asked for as YYYY-MM-DD, the spelling of the specification of 2026. Older pages have DD-MM-YYYY, and 04-05-2024 is two days:
/// since no answer would show which one it is of, a request in any other spelling is refused here.
/// </remarks>
internal static class CoinDays
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var stamp = DateOf(reading);
        var coin = await JsonRows.EnvelopeAsync(body, reading, cancellation);
        if (coin.Text("id") is null)
            throw new UpstreamException($"{reading.What}: the answer has no 'id'");

        var rows = new BatchBuilder(HistoricalTables.CoinDay);
        AddMarket(rows, coin, reading);
        AddCommunity(rows, coin, reading);
        rows.Text("asset_id", coin.Text("id"))
            .Text("symbol", coin.Text("symbol"))
            .Text("name", coin.Text("name"))
            .Instant("stamp", stamp)
            .Day("day", Stamps.DayOf(stamp))
            .Origin(reading.Origin, stamp, PublicationLags.MarketChartRange)
            .EndRow();
        return rows.Build();
    }

    private static DateTimeOffset DateOf(Reading reading)
    {
        var text = reading.Parameter("date");
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new(date, TimeOnly.MinValue, TimeSpan.Zero)
            : throw new ArgumentException($"{reading.What}: the date asked for is '{text}', not YYYY-MM-DD: which day was answered is not known");
    }

    private static void AddMarket(BatchBuilder rows, JsonRow coin, Reading reading)
    {
        var market = JsonRows.Inner(coin, "market_data", reading);
        rows.Flag("has_market_data", market is not null)
            .Number("price_usd", market?.Inner("current_price")?.Number("usd"))
            .Number("market_cap_usd", market?.Inner("market_cap")?.Number("usd"))
            .Number("volume_24h_usd", market?.Inner("total_volume")?.Number("usd"));
    }

    private static void AddCommunity(BatchBuilder rows, JsonRow coin, Reading reading)
    {
        var community = JsonRows.Inner(coin, "community_data", reading);
        rows.Number("reddit_posts_48h", community?.Number("reddit_average_posts_48h"))
            .Number("reddit_comments_48h", community?.Number("reddit_average_comments_48h"))
            .Number("reddit_subscribers", community?.Number("reddit_subscribers"))
            .Number("reddit_accounts_active_48h", community?.Number("reddit_accounts_active_48h"))
            .Number("twitter_followers", community?.Number("twitter_followers"))
            .Text("type_errors", coin.TypeErrors);
    }
}
