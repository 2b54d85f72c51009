using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/stablecoins</c>, <c>/stablecoincharts/{chain}</c> and <c>/stablecoin/{id}</c>.</summary>
internal static class StablecoinAnswers
{
    private static readonly (string Name, int DaysAgo)[] Before = [("circulatingPrevDay", 1), ("circulatingPrevWeek", 7), ("circulatingPrevMonth", 30)];

    public static ApiAnswer List(ApiRequest request, MarketSnapshot market)
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
                WriteNames(json, coin);
                json.WriteNumber("price", coin.Price);
                json.WriteStartObject("currentChainBalances");
                foreach (var (chain, share) in coin.Chains)
                    WritePegged(json, chain, coin.Peg, coin.Coins(0) * share);
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

    private static void Write(Utf8JsonWriter json, Stablecoin coin, bool withPrice)
    {
        json.WriteStartObject();
        WriteNames(json, coin);
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

    private static void WriteNames(Utf8JsonWriter json, Stablecoin coin)
    {
        json.WriteString("id", coin.Id);
        json.WriteString("name", coin.History.Asset.Name);
        json.WriteString("symbol", coin.History.Asset.Symbol);
        json.WriteString("gecko_id", coin.History.Asset.Id);
        json.WriteString("pegType", coin.Peg);
        json.WriteString("priceSource", "defillama");
        json.WriteString("pegMechanism", LlamaJson.Share(coin.History.Asset.Id, 80) < 0.6 ? "fiat-backed" : "crypto-backed");
    }

    private static void WriteAmounts(Utf8JsonWriter json, Stablecoin coin, string name, double dollars)
    {
        WritePegged(json, name, coin.Peg, (coin.Coins(0) ?? 0) * dollars);
        foreach (var (before, daysAgo) in Before)
            WritePegged(json, before, coin.Peg, coin.Coins(daysAgo) * dollars);
    }

    // Without a reading the object is empty.
    private static void WritePegged(Utf8JsonWriter json, string name, string peg, double? amount)
    {
        json.WriteStartObject(name);
        json.WriteIfKnown(peg, amount);
        json.WriteEndObject();
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

    private static void WriteTokens(Utf8JsonWriter json, Stablecoin coin, double share)
    {
        json.WriteStartArray("tokens");
        foreach (var (day, amount, _) in coin.Days())
        {
            json.WriteStartObject();
            json.WriteNumber("date", LlamaJson.Seconds(day));
            WritePegged(json, "circulating", coin.Peg, amount * share);
            WritePegged(json, "minted", coin.Peg, amount * share);
            WritePegged(json, "unreleased", coin.Peg, 0);
            WritePegged(json, "bridgedTo", coin.Peg, 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
