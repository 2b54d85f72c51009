using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Exchanges;

/// <summary><c>/exchanges/gdax/tickers</c>: a hundred a page.</summary>
internal static class TickersAnswer
{
    /// <summary>CoinGecko's id of Coinbase Exchange, from the time when it was called so.</summary>
    public const string Coinbase = "gdax";

    private const int PerPage = 100;

    public static ApiAnswer Make(ApiRequest request, string exchange, SpotBook book, MarketSnapshot market)
    {
        if (exchange != Coinbase)
            throw new RefusedException(CoinGeckoErrors.ExchangeNotFound);

        var paging = Paging.Fixed(request, PerPage);
        var coins = request.List("coin_ids");
        var chosen = book.Tickers.Where(ticker => coins is null || coins.Contains(ticker.Coin.Id, StringComparer.Ordinal));
        var tickers = Sort(chosen, request["order"] ?? "trust_score_desc");
        var answer = ApiAnswer.Json(
            200,
            json =>
            {
                var row = new TickerRow(json, market, request.Flag("depth"), request.Flag("include_exchange_logo"));
                json.WriteStartObject();
                json.WriteString("name", TickerRow.ExchangeName);
                json.WriteStartArray("tickers");
                foreach (var ticker in paging.Cut(request, tickers))
                    row.Write(ticker);
                json.WriteEndArray();
                json.WriteEndObject();
            },
            "public, max-age=60");
        return answer with { Headers = paging.Headers(request, tickers.Length) };
    }

    // No ticker has a trust score any more: to order by it is to order by nothing in particular.
    private static SpotTicker[] Sort(IEnumerable<SpotTicker> tickers, string order) =>
    [
        .. order switch
        {
            "trust_score_desc" or "trust_score_asc" => tickers.OrderBy(ticker => ticker.Share(1)),
            "base_target" => tickers
                .OrderBy(ticker => ticker.Product.Base, StringComparer.Ordinal)
                .ThenBy(ticker => ticker.Product.Quote, StringComparer.Ordinal),
            "volume_desc" => tickers.OrderByDescending(ticker => ticker.VolumeUsd),
            "volume_asc" => tickers.OrderBy(ticker => ticker.VolumeUsd),
            "market_cap_desc" => tickers.OrderByDescending(ticker => ticker.Coin.MarketCap ?? -1),
            "market_cap_asc" => tickers.OrderBy(ticker => ticker.Coin.MarketCap ?? -1),
            _ => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter order")),
        },
    ];
}
