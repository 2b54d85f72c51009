using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/asset_platforms</c>: the chains coins have contracts on.</summary>
internal static class PlatformsAnswer
{
    private static readonly Dictionary<string, (int? Number, string Name, string Coin)> Known = new(StringComparer.Ordinal)
    {
        ["ethereum"] = (1, "Ethereum", "ethereum"),
        ["binance-smart-chain"] = (56, "BNB Smart Chain", "binancecoin"),
        ["solana"] = (null, "Solana", "solana"),
        ["polygon-pos"] = (137, "Polygon POS", "polygon-ecosystem-token"),
        ["arbitrum-one"] = (42161, "Arbitrum One", "ethereum"),
    };

    public static ApiAnswer Make(MarketSnapshot market)
    {
        var platforms = market.Tape.Assets
            .Where(asset => asset.OnCoinGecko)
            .SelectMany(asset => asset.Platforms)
            .Where(platform => platform.Address.Length > 0)
            .Select(platform => platform.Platform).Distinct().Order(StringComparer.Ordinal);

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var platform in platforms)
                    Write(json, platform);
                json.WriteEndArray();
            },
            "public, max-age=300");
    }

    private static void Write(Utf8JsonWriter json, string id)
    {
        var known = Known.TryGetValue(id, out var platform);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteNumberOrNull("chain_identifier", known ? platform.Number : null);
        json.WriteString("name", known ? platform.Name : id);
        json.WriteString("shortname", "");
        json.WriteString("native_coin_id", known ? platform.Coin : null);
        json.WriteStartObject("image");
        foreach (var size in (string[])["thumb", "small", "large"])
            json.WriteString(size, $"https://coin-images.coingecko.com/asset_platforms/images/1/{size}/{Uri.EscapeDataString(id)}.png");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
