using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/coins/markets</c>: filter, order, cut a page, write it.</summary>
internal static class MarketsAnswer
{
    public static ApiAnswer Make(ApiRequest request, MarketSnapshot market)
    {
        var query = MarketsQuery.Parse(request);
        var rows = Sort(Filter(request, market, query), query.Order)
            .Skip(request.Skipped(query.Page - 1L, query.PerPage))
            .Take(query.PerPage);

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var quote in rows)
                    MarketsRow.Write(json, quote, query);
                json.WriteEndArray();
            },
            "public, max-age=45");
    }

    // Several filters at once: category beats ids beats names beats symbols.
    private static IEnumerable<LiveQuote> Filter(ApiRequest request, MarketSnapshot market, MarketsQuery query)
    {
        if (request["category"] is { } category)
            return Shown(market, query).Where(quote => quote.History.Asset.Categories.Contains(category));

        // Asked for by name, a rehypothecated token is shown, without a rank.
        if (request.List("ids") is { } ids)
            return market.Listed.Where(quote => ids.Contains(quote.Id, StringComparer.Ordinal));
        if (request.List("names") is { } names)
            return market.Listed.Where(quote => names.Contains(quote.History.Asset.Name, StringComparer.OrdinalIgnoreCase));
        if (request.List("symbols") is { } symbols)
            return BySymbol(market.Listed, symbols, all: request["include_tokens"] == "all");

        return Shown(market, query);
    }

    private static IEnumerable<LiveQuote> Shown(MarketSnapshot market, MarketsQuery query) =>
        query.IncludeRehypothecated ? market.Listed : market.Listed.Where(quote => !market.IsHidden(quote));

    private static IEnumerable<LiveQuote> BySymbol(IEnumerable<LiveQuote> listed, IReadOnlyList<string> symbols, bool all)
    {
        var found = listed.Where(quote => symbols.Contains(quote.History.Asset.Symbol, StringComparer.OrdinalIgnoreCase));
        return all ? found : found.DistinctBy(quote => quote.History.Asset.Symbol, StringComparer.OrdinalIgnoreCase);
    }

    // The list is in descending order of market cap already, and the sorts are stable.
    private static IEnumerable<LiveQuote> Sort(IEnumerable<LiveQuote> quotes, string order) => order switch
    {
        "market_cap_asc" => quotes.Reverse(),
        "volume_desc" => quotes.OrderByDescending(quote => quote.Volume ?? -1),
        "volume_asc" => quotes.OrderBy(quote => quote.Volume ?? -1),
        "id_asc" => quotes.OrderBy(quote => quote.Id, StringComparer.Ordinal),
        "id_desc" => quotes.OrderByDescending(quote => quote.Id, StringComparer.Ordinal),
        _ => quotes,
    };
}
