using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/stablecoincharts/{chain}</c> and <c>/stablecoin/{id}</c>.</summary>
internal static class StablecoinAnswers
{
    /// <param name="chain"><c>all</c>, or a chain under its new name.</param>
    public static ApiAnswer Chart(ApiRequest request, string chain, MarketSnapshot market)
    {
        var coins = Stablecoins.Of(market).Where(coin => request["stablecoin"] is not { } id || coin.Id == id).ToArray();
        var all = chain.Equals("all", StringComparison.OrdinalIgnoreCase);
        var days = new SortedDictionary<int, PeggedDay>();
        foreach (var coin in coins)
        {
            var share = all ? 1 : coin.Chains.Where(part => part.Chain.Equals(chain, StringComparison.OrdinalIgnoreCase)).Sum(part => part.Share);
            foreach (var (day, amount, price) in share > 0 ? coin.Days() : [])
                (days.TryGetValue(day, out var known) ? known : days[day] = new PeggedDay()).Add(coin.Peg, amount * share, price);
        }

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var (day, sums) in days)
                    sums.Write(json, day, all);
                json.WriteEndArray();
            },
            LlamaJson.Cached);
    }

    /// <summary>One coin, in coins and not in dollars.</summary>
    public static ApiAnswer Single(string id, MarketSnapshot market)
    {
        var coin = Stablecoins.Of(market).FirstOrDefault(coin => coin.Id == id) ?? throw LlamaJson.Refuse(400, "Stablecoin not found");
        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                StablecoinJson.WriteNames(json, coin);
                json.WriteNumber("price", coin.Price);
                json.WriteStartObject("currentChainBalances");
                foreach (var (chain, share) in coin.Chains)
                    StablecoinJson.WritePegged(json, chain, coin.Peg, coin.Coins(0) * share);
                json.WriteEndObject();
                json.WriteStartObject("chainBalances");
                foreach (var (chain, share) in coin.Chains)
                {
                    json.WriteStartObject(chain);
                    WriteTokens(json, coin, share);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
                WriteTokens(json, coin, 1);
                json.WriteEndObject();
            },
            LlamaJson.Cached);
    }

    private static void WriteTokens(Utf8JsonWriter json, Stablecoin coin, double share)
    {
        json.WriteStartArray("tokens");
        foreach (var (day, amount, _) in coin.Days())
        {
            json.WriteStartObject();
            json.WriteNumber("date", LlamaJson.Seconds(day));
            StablecoinJson.WritePegged(json, "circulating", coin.Peg, amount * share);
            StablecoinJson.WritePegged(json, "minted", coin.Peg, amount * share);
            StablecoinJson.WritePegged(json, "unreleased", coin.Peg, 0);
            StablecoinJson.WritePegged(json, "bridgedTo", coin.Peg, 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
