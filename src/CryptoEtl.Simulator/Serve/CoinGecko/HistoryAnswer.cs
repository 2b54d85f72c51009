using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/coins/{id}/history</c>: the values at 00:00 UTC of the date asked for, so those of the end of the day before.</summary>
/// <remarks>Where nothing is known for that day, <c>market_data</c> and all that follows is missing.</remarks>
internal static class HistoryAnswer
{
    private static readonly TimeSpan Ready = TimeSpan.FromMinutes(35);

    // Both spellings are taken. 04-05-2024 is the fourth of May.
    private static readonly string[] Spellings = ["yyyy-MM-dd", "dd-MM-yyyy"];

    public static ApiAnswer Make(ApiRequest request, AssetHistory history, MarketSnapshot market)
    {
        var date = Date(request);
        var row = history.Daily.Of(date.DayNumber - 1);
        var ready = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero) + Ready <= market.Now;

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                CoinJson.WriteNames(json, history.Asset);
                if (request["localization"] != "false")
                    CoinJson.WriteLocalization(json, history.Asset);
                CoinJson.WriteImage(json, history, "thumb", "small");
                if (ready && row >= 0 && double.IsFinite(history.Daily.Close[row]))
                    WriteDay(json, history, row);
                json.WriteEndObject();
            },
            "public, max-age=30");
    }

    private static DateOnly Date(ApiRequest request)
    {
        var text = request["date"] ?? throw new RefusedException(CoinGeckoErrors.Missing("date"));
        return DateOnly.TryParseExact(text, Spellings, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.DayNumber > 0
            ? date
            : throw new RefusedException(CoinGeckoErrors.Invalid("invalid date"));
    }

    private static void WriteDay(Utf8JsonWriter json, AssetHistory history, int row)
    {
        json.WriteStartObject("market_data");
        CoinJson.WriteUsd(json, "current_price", history.Daily.Close[row]);
        CoinJson.WriteUsd(json, "market_cap", history.MarketCapAtClose(row));
        CoinJson.WriteUsd(json, "total_volume", history.Daily.Volume[row]);
        json.WriteEndObject();
        json.WriteStartObject("community_data");
        json.WriteNull("facebook_likes");
        json.WriteNumber("reddit_average_posts_48h", 0);
        json.WriteNumber("reddit_average_comments_48h", 0);
        json.WriteNull("reddit_subscribers");
        json.WriteNumber("reddit_accounts_active_48h", 0);
        json.WriteEndObject();
        WriteNulls(json, "developer_data", "forks", "stars", "subscribers", "total_issues", "closed_issues", "pull_requests_merged", "pull_request_contributors", "commit_count_4_weeks");
        WriteNulls(json, "public_interest_stats", "alexa_rank", "bing_matches");
    }

    private static void WriteNulls(Utf8JsonWriter json, string name, params ReadOnlySpan<string> members)
    {
        json.WriteStartObject(name);
        foreach (var member in members)
            json.WriteNull(member);
        json.WriteEndObject();
    }
}
