using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/lite/protocols2</c>, undocumented by the source: short rows, and the parents with the tokens their children lack.</summary>
internal static class LiteProtocolsAnswer
{
    public static ApiAnswer Make(MarketSnapshot market) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("protocols");
            foreach (var protocol in market.Tape.Protocols)
                Write(json, protocol, market);
            json.WriteEndArray();
            json.WriteTexts("chains", Chains(market.Tape.Protocols));
            json.WriteTexts("protocolCategories", market.Tape.Protocols.Select(protocol => protocol.Category).Distinct().Order(StringComparer.Ordinal));
            json.WriteStartArray("parentProtocols");
            foreach (var parent in Parents.Of(market))
                Write(json, parent);
            json.WriteEndArray();
            json.WriteEndObject();
        },
        "public, max-age=600");

    private static IEnumerable<string> Chains(IEnumerable<TapeProtocol> protocols) =>
        protocols.SelectMany(protocol => protocol.Chains).Select(chain => ChainNames.Of(chain).OldName).Distinct().Order(StringComparer.Ordinal);

    private static void Write(Utf8JsonWriter json, TapeProtocol protocol, MarketSnapshot market)
    {
        var value = new LockedValue(protocol.Slug, protocol.Tvl, market.Now);
        json.WriteStartObject();
        json.WriteString("name", protocol.Name);
        json.WriteString("symbol", protocol.Symbol.Length > 0 ? protocol.Symbol : "-");
        json.WriteString("category", protocol.Category);
        json.WriteTexts("chains", protocol.Chains.Select(chain => ChainNames.Of(chain).OldName));
        json.WriteNumberOrNull("tvl", value.Now);
        json.WriteNumberOrNull("tvlPrevDay", value.Before(1));
        json.WriteNumberOrNull("tvlPrevWeek", value.Before(7));
        json.WriteNumberOrNull("tvlPrevMonth", value.Before(30));
        json.WriteNumberOrNull("mcap", protocol.GeckoId is { } id ? market.Quote(id)?.MarketCap : null);
        json.WriteString("defillamaId", protocol.Number);
        if (protocol.Parent is { } parent)
            json.WriteString("parentProtocol", $"parent#{parent}");
        json.WriteString("geckoId", protocol.GeckoId);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ParentProtocol parent)
    {
        json.WriteStartObject();
        json.WriteString("id", $"parent#{parent.Slug}");
        json.WriteString("name", parent.Name);
        json.WriteString("url", $"https://{Uri.EscapeDataString(parent.Slug)}.example/");
        json.WriteString("description", "");
        json.WriteString("logo", $"https://icons.llama.fi/{Uri.EscapeDataString(parent.Slug)}.jpg");
        json.WriteTexts("chains", Chains(parent.Children));
        json.WriteString("gecko_id", parent.GeckoId);
        json.WriteNull("cmcId");
        json.WriteString("symbol", parent.Symbol.Length > 0 ? parent.Symbol : "-");
        json.WriteEndObject();
    }
}
