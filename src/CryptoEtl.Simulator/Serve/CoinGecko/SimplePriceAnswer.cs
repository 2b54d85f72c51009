using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/simple/price</c>: a map by coin. An unknown coin has no entry, an unknown currency no key.</summary>
internal static class SimplePriceAnswer
{
    public static ApiAnswer Make(ApiRequest request, MarketSnapshot market)
    {
        var currencies = request.List("vs_currencies") ?? throw new RefusedException(CoinGeckoErrors.Missing("vs_currencies"));
        var precision = MarketsQuery.ParsePrecision(request);
        var quotes = Find(request, market).DistinctBy(quote => quote.Id, StringComparer.Ordinal).ToArray();

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                foreach (var quote in quotes)
                {
                    json.WriteStartObject(quote.Id);
                    if (currencies.Contains("usd", StringComparer.OrdinalIgnoreCase))
                        Write(json, request, quote, precision);
                    if (request.Flag("include_last_updated_at"))
                        json.WriteNumber("last_updated_at", quote.LastUpdated.ToUnixTimeSeconds());
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            },
            "public, max-age=20");
    }

    // The first filter of the three counts.
    private static IEnumerable<LiveQuote> Find(ApiRequest request, MarketSnapshot market)
    {
        if (request.List("ids") is { } ids)
            return market.Listed.Where(quote => ids.Contains(quote.Id, StringComparer.Ordinal));
        if (request.List("names") is { } names)
            return market.Listed.Where(quote => names.Contains(quote.History.Asset.Name, StringComparer.OrdinalIgnoreCase));
        if (request.List("symbols") is not { } symbols)
            throw new RefusedException(CoinGeckoErrors.Missing("ids"));

        var found = market.Listed.Where(quote => symbols.Contains(quote.History.Asset.Symbol, StringComparer.OrdinalIgnoreCase));
        return request["include_tokens"] == "all" ? found : found.DistinctBy(quote => quote.History.Asset.Symbol, StringComparer.OrdinalIgnoreCase);
    }

    private static void Write(Utf8JsonWriter json, ApiRequest request, LiveQuote quote, string? precision)
    {
        json.WriteNumberOrNull("usd", Rounding.Price(quote.Price, precision));
        if (request.Flag("include_market_cap"))
            json.WriteNumberOrNull("usd_market_cap", quote.MarketCap);
        if (request.Flag("include_24hr_vol"))
            json.WriteNumberOrNull("usd_24h_vol", quote.Volume);
        if (request.Flag("include_24hr_change"))
            json.WriteNumberOrNull("usd_24h_change", quote.Price is { } price ? LiveQuote.Percent(price, quote.PriceDayBefore) : null);
    }
}
