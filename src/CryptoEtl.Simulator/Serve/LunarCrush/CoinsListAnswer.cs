using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary><c>/coins/list/v2</c>: sorted, cut into pages from 0.</summary>
internal static class CoinsListAnswer
{
    private const int DefaultLimit = 10;
    private const int LargestLimit = 1000;

    public static ApiAnswer Make(ApiRequest request, MarketSnapshot market)
    {
        var (sort, desc) = (request["sort"] ?? "market_cap_rank", request["desc"] is null || request.Flag("desc"));
        var limit = Math.Clamp(request.Number("limit", Refuse) ?? 0, 0, LargestLimit);
        var page = Math.Max(0, request.Number("page", Refuse) ?? 0);
        var size = limit == 0 ? DefaultLimit : limit;
        var rows = Sort(Filter(SocialQuote.All(market), request.List("filter")), sort, desc);
        var bitcoin = market.Quote("bitcoin")?.Price;

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("config");
                json.WriteString("sort", sort);
                json.WriteBoolean("desc", desc);
                json.WriteNumber("limit", limit);
                json.WriteNumber("page", page);
                json.WriteNumber("total_rows", rows.Count);
                json.WriteNumber("generated", market.Now.ToUnixTimeSeconds() - 2);
                json.WriteEndObject();
                json.WriteStartArray("data");
                foreach (var row in rows.Skip(request.Skipped(page, size)).Take(size))
                    CoinRow.Write(json, row, market, bitcoin);
                json.WriteEndArray();
                json.WriteEndObject();
            },
            "no-cache");
    }

    private static ApiAnswer Refuse(string message) => ApiAnswer.Error(400, message);

    private static IEnumerable<SocialQuote> Filter(IEnumerable<SocialQuote> rows, IReadOnlyList<string>? categories) =>
        categories is null ? rows : rows.Where(row => row.Market.History.Asset.Categories.Any(categories.Contains));

    // desc puts the best first: the lowest rank, the highest of anything else. Rows without the figure come last.
    private static List<SocialQuote> Sort(IEnumerable<SocialQuote> rows, string sort, bool desc)
    {
        var key = Key(sort);
        var known = rows.Where(row => key(row) is not null);
        var unknown = rows.Where(row => key(row) is null);
        return [.. desc ? known.OrderByDescending(key) : known.OrderBy(key), .. unknown];
    }

    private static Func<SocialQuote, double?> Key(string sort) => sort switch
    {
        "market_cap_rank" => row => -row.Rank,
        "alt_rank" => row => -row.Social(row.Market.History.Asset.Social.AltRank),
        "galaxy_score" => row => row.Social(row.Market.History.Asset.Social.GalaxyScore),
        "interactions" => row => row.Social(row.Market.History.Asset.Social.Interactions),
        "social_dominance" => row => row.Social(row.Market.History.Asset.Social.Dominance),
        "sentiment" => row => row.Social(row.Market.History.Asset.Social.Sentiment),
        "price" => row => row.Price,
        "market_cap" => row => row.MarketCap,
        "volume_24h" => row => row.Market.Volume,
        "percent_change_24h" => row => row.Market.ChangeSince(TimeSpan.FromDays(1)),
        _ => throw new RefusedException(Refuse($"Unknown sort {sort}")),
    };
}
