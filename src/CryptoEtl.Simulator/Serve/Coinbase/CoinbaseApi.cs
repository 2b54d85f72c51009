using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.Limits;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.Coinbase;

/// <summary>Coinbase Exchange, public: <c>/products</c>, everything at once. No key, but a name: the User-Agent header.</summary>
internal sealed class CoinbaseApi(SimulatorOptions options, MarketSnapshot market)
{
    private static readonly string[] Stable = ["USDT", "USDC", "DAI"];

    private readonly CallWindow second = new(options.CoinbaseCallsPerSecond, TimeSpan.FromSeconds(1), options.Clock);

    // The answer is the same for everyone: written once.
    private readonly Lazy<ApiAnswer> products = new(() => ApiAnswer.Json(200, json => Write(json, market)));

    /// <summary>Path pattern for the statistics, or null if the path is not Coinbase's.</summary>
    public static string? Pattern(string[] path) => path is ["products"] ? "/products" : null;

    public ApiAnswer Answer(ApiRequest request)
    {
        if (request.Headers.UserAgent.ToString().Length == 0)
            return ApiAnswer.JsonText(403, """{"message":"User-Agent header is required."}""");

        return second.TryTake() ? products.Value : ApiAnswer.JsonText(429, """{"message":"Public rate limit exceeded"}""");
    }

    private static void Write(Utf8JsonWriter json, MarketSnapshot market)
    {
        json.WriteStartArray();
        foreach (var product in ProductBook.Now(market))
            Write(json, product);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CoinbaseState product)
    {
        json.WriteStartObject();
        json.WriteString("id", product.ProductId);
        json.WriteString("base_currency", product.Base);
        json.WriteString("quote_currency", product.Quote);
        json.WriteString("quote_increment", product.Quote == "BTC" ? "0.00000001" : "0.01");
        json.WriteString("base_increment", "0.00000001");
        json.WriteString("display_name", $"{product.Base}-{product.Quote}");
        json.WriteString("min_market_funds", product.Quote == "BTC" ? "0.000016" : "1");
        WriteState(json, product);
        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, CoinbaseState product)
    {
        var mood = StableHash.Unit(StableHash.Of(product.ProductId));
        var online = product.Status == "online";
        json.WriteBoolean("margin_enabled", false);
        json.WriteBoolean("post_only", false);
        json.WriteBoolean("limit_only", online && mood < 0.05);
        json.WriteBoolean("cancel_only", product.Status == "offline");
        json.WriteString("status", product.Status);
        json.WriteString("status_message", product.Status == "offline" ? "Trading is paused" : "");
        json.WriteBoolean("trading_disabled", !online);
        json.WriteBoolean("fx_stablecoin", Stable.Contains(product.Base));
        json.WriteString("max_slippage_percentage", "0.03000000");
        json.WriteBoolean("auction_mode", online && mood > 0.99);
        json.WriteString("high_bid_limit_percentage", "");
    }
}
