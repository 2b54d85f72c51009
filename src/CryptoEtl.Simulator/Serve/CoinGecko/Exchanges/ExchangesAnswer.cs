namespace CryptoEtl.Simulator.Serve.CoinGecko.Exchanges;

/// <summary><c>/exchanges/list</c>: the one exchange whose books a tape has.</summary>
internal static class ExchangesAnswer
{
    public static ApiAnswer Make(ApiRequest request)
    {
        var shown = (request["status"] ?? "active") switch
        {
            "active" => true,
            "inactive" => false,
            _ => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter status")),
        };

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                if (shown)
                {
                    json.WriteStartObject();
                    json.WriteString("id", TickersAnswer.Coinbase);
                    json.WriteString("name", TickerRow.ExchangeName);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            "public, max-age=300");
    }
}
