using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/protocols</c>: every protocol, the dead ones included, largest first. Parents are not rows.</summary>
internal static class ProtocolsAnswer
{
    public static ApiAnswer Make(MarketSnapshot market)
    {
        var rows = market.Tape.Protocols
            .Select(protocol => (Protocol: protocol, Value: new LockedValue(protocol.Slug, protocol.Tvl, market.Now)))
            .OrderByDescending(row => row.Value.Now ?? -1)
            .ThenBy(row => row.Protocol.Slug, StringComparer.Ordinal);

        var answer = ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var (protocol, value) in rows)
                    Write(json, protocol, value, market);
                json.WriteEndArray();
            },
            "public, max-age=600");
        return answer with { Headers = [("expires", market.Now.AddMinutes(30).ToString("R"))] };
    }

    private static void Write(Utf8JsonWriter json, TapeProtocol protocol, LockedValue value, MarketSnapshot market)
    {
        json.WriteStartObject();
        WriteNames(json, protocol);
        WriteParent(json, protocol);
        json.WriteNumberOrNull("tvl", value.Now);
        WriteChains(json, protocol, value, market.Now);
        json.WriteNumberOrNull("change_1h", value.ChangeOverHour);
        json.WriteNumberOrNull("change_1d", value.ChangeOver(1));
        json.WriteNumberOrNull("change_7d", value.ChangeOver(7));
        json.WriteStartObject("tokenBreakdowns");
        json.WriteEndObject();
        json.WriteNumberOrNull("mcap", protocol.GeckoId is { } id ? market.Quote(id)?.MarketCap : null);
        json.WriteEndObject();
    }

    public static void WriteNames(Utf8JsonWriter json, TapeProtocol protocol)
    {
        json.WriteString("id", protocol.Number);
        json.WriteString("name", protocol.Name);
        json.WriteString("symbol", protocol.Symbol.Length > 0 ? protocol.Symbol : "-");
        json.WriteString("slug", protocol.Slug);
        json.WriteString("category", protocol.Category);
        json.WriteTexts("chains", protocol.Chains.Select(chain => ChainNames.Of(chain).OldName));
        json.WriteString("gecko_id", protocol.GeckoId);
        json.WriteNull("cmcId");
    }

    /// <summary>Keys that do not apply are left out, as in the recorded rows.</summary>
    public static void WriteParent(Utf8JsonWriter json, TapeProtocol protocol)
    {
        if (protocol.Parent is { } parent)
        {
            json.WriteString("parentProtocol", $"parent#{parent}");
            json.WriteString("parentProtocolSlug", parent);
        }

        if (protocol.ListedOn is { } listed)
            json.WriteNumber("listedAt", new DateTimeOffset(listed, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds());
    }

    private static void WriteChains(Utf8JsonWriter json, TapeProtocol protocol, LockedValue total, DateTimeOffset now)
    {
        json.WriteStartObject("chainTvls");
        WriteChainValues(json, protocol, total, now);
        json.WriteEndObject();
    }

    /// <summary>The last value of every chain and scope: they overlap and do not sum to the total.</summary>
    public static void WriteChainValues(Utf8JsonWriter json, TapeProtocol protocol, LockedValue total, DateTimeOffset now)
    {
        foreach (var (scope, tvl) in protocol.ChainTvl)
            json.WriteIfKnown(ChainNames.OldScope(scope), new LockedValue(protocol.Slug, tvl, now).Now);
        if (protocol.ChainTvl.Count == 0 && protocol.Chains.Count == 1)
            json.WriteIfKnown(ChainNames.Of(protocol.Chains[0]).OldName, total.Now);
    }
}
