using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/prices/current/{coins}</c> and <c>/prices/historical/{seconds}/{coins}</c>. Unknown coins are left out.</summary>
internal static class PricesAnswer
{
    // A stored price lies up to five minutes before the time asked for or two after it.
    private const double Before = 290;
    private const double After = 125;

    // Chains as DefiLlama writes them in front of an address, and CoinGecko's names of them.
    private static readonly Dictionary<string, string> Platforms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bsc"] = "binance-smart-chain",
        ["polygon"] = "polygon-pos",
        ["arbitrum"] = "arbitrum-one",
    };

    public static ApiAnswer Current(string coins, MarketSnapshot market)
    {
        // Good until the next five minutes are full, plus 20 seconds.
        var expires = DateTimeOffset.FromUnixTimeSeconds((market.Now.ToUnixTimeSeconds() / 300 + 1) * 300 + 20);
        return Make(coins, market, "public, max-age=300", (coin, history) => WriteCurrent(coin, history, market)) with
        {
            Headers = [("expires", expires.ToString("R"))],
        };
    }

    public static ApiAnswer Historical(string time, string coins, MarketSnapshot market)
    {
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 4_102_444_800)
            throw LlamaJson.Refuse(400, "Invalid timestamp");

        return Make(coins, market, "max-age=3600", (json, history) => WriteHistorical(json, history, seconds, market));
    }

    private static ApiAnswer Make(string coins, MarketSnapshot market, string cacheControl, Action<Utf8JsonWriter, Coin> write) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("coins");
            foreach (var name in coins.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
            {
                if (Find(name, market) is { Asset.OnCoinGecko: true } history)
                    write(json, new Coin(name, history));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        },
        cacheControl);

    private static AssetHistory? Find(string name, MarketSnapshot market)
    {
        var parts = name.Split(':', 2);
        if (parts.Length != 2)
            return null;
        if (parts[0] == "coingecko")
            return market.Find(parts[1]);

        var platform = Platforms.GetValueOrDefault(parts[0], parts[0]);
        var asset = market.Tape.Assets.FirstOrDefault(asset => asset.Platforms.Any(contract =>
            contract.Address.Length > 0 && contract.Platform == platform && string.Equals(contract.Address, parts[1], StringComparison.OrdinalIgnoreCase)));
        return asset is null ? null : market.Find(asset.Id);
    }

    private static void WriteCurrent(Utf8JsonWriter json, Coin coin, MarketSnapshot market)
    {
        if (market.Quote(coin.History.Asset.Id) is not { Price: { } price } quote)
            return;

        // One price in twenty is a quarter of an hour old.
        var age = LlamaJson.Share(coin.Name, 31) < 0.05 ? 1_140 : 0;
        Write(json, coin, price, quote.LastUpdated.ToUnixTimeSeconds() - age, withConfidence: true);
    }

    // The nearest stored price, which may be one after the time asked for, but never one from after now.
    private static void WriteHistorical(Utf8JsonWriter json, Coin coin, long seconds, MarketSnapshot market)
    {
        var off = (long)(LlamaJson.Share(coin.Name, 32, (int)(seconds % int.MaxValue)) * (Before + After) - Before);
        var stored = Math.Max(0, Math.Min(seconds + off, market.Now.ToUnixTimeSeconds()));
        var price = coin.History.PriceAt(DateTimeOffset.FromUnixTimeSeconds(stored));
        if (double.IsFinite(price) && Math.Abs(stored - seconds) <= Before)
            Write(json, coin, price, stored, withConfidence: LlamaJson.Share(coin.Name, 33) < 0.5);
    }

    private static void Write(Utf8JsonWriter json, Coin coin, double price, long seconds, bool withConfidence)
    {
        json.WriteStartObject(coin.Name);
        // The symbol comes as somebody once typed it, or not at all.
        var lot = LlamaJson.Share(coin.Name, 34);
        var symbol = coin.History.Asset.Symbol;
        if (lot < 0.7)
            json.WriteNumber("decimals", 18);
        if (lot > 0.03)
            json.WriteString("symbol", lot > 0.9 ? symbol.ToLowerInvariant() : symbol);
        json.WriteNumber("price", price);
        json.WriteNumber("timestamp", seconds);
        if (withConfidence && lot < 0.95)
            json.WriteNumber("confidence", 0.99);
        json.WriteEndObject();
    }

    /// <param name="Name">As asked for: the key of the answer.</param>
    private sealed record Coin(string Name, AssetHistory History);
}
