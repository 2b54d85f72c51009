using System.Globalization;
using System.Text.Json;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/v2/chains</c> and <c>/v2/historicalChainTvl</c>.</summary>
internal static class ChainAnswers
{
    public static ApiAnswer List(ChainTvlBook book) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartArray();
            foreach (var chain in book.Chains)
                Write(json, chain, book.Now(chain));
            // A chain under two names: the one that holds nothing is listed all the same.
            foreach (var chain in ChainNames.Empty)
                Write(json, chain, 0);
            json.WriteEndArray();
        },
        LlamaJson.Cached);

    public static ApiAnswer History(string? chain, ChainTvlBook book)
    {
        var points = book.Chart(chain is null ? null : Find(chain, book));
        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var (seconds, usd) in points)
                {
                    json.WriteStartObject();
                    json.WriteNumber("date", seconds);
                    json.WriteNumber("tvl", usd);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            LlamaJson.Cached);
    }

    private static ChainName Find(string name, ChainTvlBook book)
    {
        var known = ChainNames.Of(name);
        return book.Chains.FirstOrDefault(chain => chain == known || string.Equals(chain.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw LlamaJson.Refuse(404, "Chain not found");
    }

    private static void Write(Utf8JsonWriter json, ChainName chain, double tvl)
    {
        json.WriteStartObject();
        json.WriteString("gecko_id", chain.GeckoId);
        json.WriteString("gasTokenGeckoId", chain.GasToken);
        json.WriteNumber("tvl", tvl);
        json.WriteString("tokenSymbol", chain.Symbol);
        json.WriteNull("cmcId");
        json.WriteString("name", chain.Name);
        WriteId(json, chain);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, ChainName chain)
    {
        if (chain.Id is null || chain.IdIsText)
            json.WriteString("chainId", chain.Id);
        else
            json.WriteNumber("chainId", long.Parse(chain.Id, CultureInfo.InvariantCulture));
    }
}
