using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/stablecoins</c>: what circulates of every coin, by chain, valued at today's price.</summary>
internal static class StablecoinListAnswer
{
    private static readonly (string Name, int DaysAgo)[] Before = [("circulatingPrevDay", 1), ("circulatingPrevWeek", 7), ("circulatingPrevMonth", 30)];

    public static ApiAnswer Make(ApiRequest request, MarketSnapshot market)
    {
        var coins = Stablecoins.Of(market);
        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("peggedAssets");
                foreach (var coin in coins)
                    Write(json, coin, request.Flag("includePrices"));
                json.WriteEndArray();
                WriteChains(json, coins);
                json.WriteEndObject();
            },
            LlamaJson.Cached);
    }

    private static void Write(Utf8JsonWriter json, Stablecoin coin, bool withPrice)
    {
        json.WriteStartObject();
        StablecoinJson.WriteNames(json, coin);
        // All amounts are valued with today's price, the older ones too.
        WriteAmounts(json, coin, "circulating", coin.Price);
        json.WriteStartObject("chainCirculating");
        foreach (var (chain, share) in coin.Chains)
        {
            json.WriteStartObject(chain);
            WriteAmounts(json, coin, "current", coin.Price * share);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteTexts("chains", coin.Chains.Select(part => part.Chain));
        if (withPrice)
            json.WriteNumberOrNull("price", coin.Market.Quote(coin.History.Asset.Id)?.Price);
        if (coin.DiedOn is { } died)
        {
            json.WriteBoolean("deprecated", true);
            json.WriteString("deadFrom", died.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static void WriteAmounts(Utf8JsonWriter json, Stablecoin coin, string name, double dollars)
    {
        StablecoinJson.WritePegged(json, name, coin.Peg, (coin.Coins(0) ?? 0) * dollars);
        foreach (var (before, daysAgo) in Before)
            StablecoinJson.WritePegged(json, before, coin.Peg, coin.Coins(daysAgo) * dollars);
    }

    private static void WriteChains(Utf8JsonWriter json, IReadOnlyList<Stablecoin> coins)
    {
        json.WriteStartArray("chains");
        var parts = coins.SelectMany(coin => coin.Chains.Select(part => (part.Chain, coin.Peg, Usd: (coin.Coins(0) ?? 0) * part.Share * coin.Price)));
        foreach (var chain in parts.GroupBy(part => part.Chain, StringComparer.Ordinal).OrderBy(chain => chain.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteStartObject("totalCirculatingUSD");
            foreach (var peg in chain.GroupBy(part => part.Peg, StringComparer.Ordinal))
                json.WriteNumber(peg.Key, peg.Sum(part => part.Usd));
            json.WriteEndObject();
            json.WriteString("name", chain.Key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
