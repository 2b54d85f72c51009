using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/coins/list</c>: every id at once, the living ones unless asked for the others. No dates.</summary>
internal static class CoinsListAnswer
{
    public static ApiAnswer Make(ApiRequest request, MarketSnapshot market)
    {
        var alive = (request["status"] ?? "active") switch
        {
            "active" => true,
            "inactive" => false,
            _ => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter status")),
        };
        var platforms = request.Flag("include_platform");

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var asset in market.Tape.Assets.Where(asset => asset.OnCoinGecko && market.IsAlive(asset) == alive))
                    Write(json, asset, platforms);
                json.WriteEndArray();
            },
            "public, max-age=300");
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, TapeAsset asset, bool platforms)
    {
        json.WriteStartObject();
        json.WriteString("id", asset.Id);
        json.WriteString("symbol", asset.Symbol.ToLowerInvariant());
        json.WriteString("name", asset.Name);
        if (platforms)
        {
            json.WriteStartObject("platforms");
            // A native coin has no contract, and the object is empty.
            foreach (var platform in asset.Platforms.Where(platform => platform.Address.Length > 0))
                json.WriteString(platform.Platform, platform.Address);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
