namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary><c>/derivatives/exchanges</c>, in pages, and <c>/derivatives/exchanges/{id}</c>.</summary>
internal static class VenuesAnswer
{
    private const string Cached = "public, max-age=60";

    public static ApiAnswer List(ApiRequest request, DerivativeBook book)
    {
        var paging = Paging.Asked(request, otherwise: 50);
        var venues = Sort(book.Venues, request["order"] ?? "open_interest_btc_desc");
        var answer = ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var venue in paging.Cut(request, venues))
                {
                    json.WriteStartObject();
                    venue.WriteMembers(json, withId: true);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            Cached);
        return answer with { Headers = paging.Headers(request, venues.Length) };
    }

    public static ApiAnswer Single(ApiRequest request, string id, DerivativeBook book, Prices.MarketSnapshot market)
    {
        var venue = book.Venues.FirstOrDefault(venue => venue.Id == id) ?? throw new RefusedException(CoinGeckoErrors.ExchangeNotFound);
        var tickers = request["include_tickers"] switch
        {
            null => null,
            "all" => venue.Contracts,
            "unexpired" => venue.Contracts.Where(contract => !contract.Expired),
            _ => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter include_tickers")),
        };

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                venue.WriteMembers(json, withId: false);
                if (tickers is not null)
                    ContractTicker.WriteAll(json, tickers, market);
                json.WriteEndObject();
            },
            "public, max-age=30");
    }

    private static Venue[] Sort(IEnumerable<Venue> venues, string order) =>
    [
        .. order switch
        {
            "open_interest_btc_desc" => venues,
            "open_interest_btc_asc" => venues.OrderBy(venue => venue.OpenInterestBtc ?? -1),
            "trade_volume_24h_btc_desc" => venues.OrderByDescending(venue => venue.VolumeBtc),
            "trade_volume_24h_btc_asc" => venues.OrderBy(venue => venue.VolumeBtc),
            "name_asc" => venues.OrderBy(venue => venue.Name, StringComparer.OrdinalIgnoreCase),
            "name_desc" => venues.OrderByDescending(venue => venue.Name, StringComparer.OrdinalIgnoreCase),
            _ => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter order")),
        },
    ];
}
