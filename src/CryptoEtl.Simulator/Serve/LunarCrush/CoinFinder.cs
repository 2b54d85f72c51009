using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary>Finds the coin a path names, by number or ticker. Tickers collide: the largest coin has it.</summary>
internal static class CoinFinder
{
    public static readonly ApiAnswer NotFound = ApiAnswer.Error(404, "Coin not found");

    /// <exception cref="RefusedException">No coin that LunarCrush shows now has the name.</exception>
    public static SocialQuote Find(string name, IReadOnlyList<SocialQuote> rows)
    {
        var found = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? rows.FirstOrDefault(row => row.Number == number)
            : rows.FirstOrDefault(row => string.Equals(row.Market.History.Asset.Symbol, name, StringComparison.OrdinalIgnoreCase));
        return found ?? throw new RefusedException(NotFound);
    }

    /// <summary>The members of <c>config</c> that name the coin.</summary>
    public static void WriteNames(Utf8JsonWriter json, SocialQuote row)
    {
        var asset = row.Market.History.Asset;
        json.WriteString("id", $"coins:{row.Number.ToString(CultureInfo.InvariantCulture)}");
        json.WriteString("name", asset.Name);
        json.WriteString("symbol", asset.Symbol);
        json.WriteString("topic", asset.Name.ToLowerInvariant());
    }

    /// <summary>Stands in every answer: two seconds old.</summary>
    public static void WriteGenerated(Utf8JsonWriter json, MarketSnapshot market) =>
        json.WriteNumber("generated", market.Now.ToUnixTimeSeconds() - 2);
}
