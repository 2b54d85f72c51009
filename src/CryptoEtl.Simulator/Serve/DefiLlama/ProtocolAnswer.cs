using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary><c>/protocol/{slug}</c>, written while it is sent: the genuine ones reach a hundred megabytes.</summary>
/// <param name="padding">Least length of the body in bytes; reached with values by token.</param>
internal sealed class ProtocolAnswer(TapeProtocol protocol, MarketSnapshot market, long padding)
{
    public static ApiAnswer Make(TapeProtocol protocol, MarketSnapshot market, long padding) =>
        ApiAnswer.Streamed(new ProtocolAnswer(protocol, market, padding).Write, LlamaJson.Cached);

    private IEnumerable<bool> Write(Utf8JsonWriter json)
    {
        var value = new LockedValue(protocol.Slug, protocol.Tvl, market.Now);
        json.WriteStartObject();
        ProtocolsAnswer.WriteNames(json, protocol);
        ProtocolsAnswer.WriteParent(json, protocol);
        json.WriteStartObject("currentChainTvls");
        ProtocolsAnswer.WriteChainValues(json, protocol, value, market.Now);
        json.WriteEndObject();

        json.WriteStartObject("chainTvls");
        foreach (var (scope, tvl) in Scopes())
        {
            WriteScope(json, scope, tvl);
            yield return true;
        }

        json.WriteEndObject();
        json.WriteStartArray("tvl");
        foreach (var (seconds, usd) in TvlPoints.Of(protocol.Slug, protocol.Tvl, market.Now))
            WriteLocked(json, seconds, usd);
        json.WriteEndArray();

        json.WriteNumberOrNull("mcap", protocol.GeckoId is { } id ? market.Quote(id)?.MarketCap : null);
        WriteEmpty(json, "raises");
        WriteEmpty(json, "hacks");
        foreach (var _ in WriteTokens(json))
            yield return true;
        json.WriteEndObject();
        yield return true;
    }

    // A protocol on one chain has that one, though the tape does not repeat it.
    private IEnumerable<(string Scope, DaySeries Tvl)> Scopes() => protocol.ChainTvl.Count == 0 && protocol.Chains.Count == 1
        ? [(protocol.Chains[0], protocol.Tvl)]
        : protocol.ChainTvl;

    private void WriteScope(Utf8JsonWriter json, string scope, DaySeries tvl)
    {
        json.WriteStartObject(ChainNames.OldScope(scope));
        json.WriteStartArray("tvl");
        foreach (var (seconds, usd) in TvlPoints.Of(protocol.Slug, tvl, market.Now))
            WriteLocked(json, seconds, usd);
        json.WriteEndArray();
        WriteEmpty(json, "tokens");
        WriteEmpty(json, "tokensInUsd");
        json.WriteEndObject();
    }

    // One row a day of the series with as many tokens as it takes. Without a wish there is the protocol's own token.
    private IEnumerable<bool> WriteTokens(Utf8JsonWriter json)
    {
        var points = TvlPoints.Of(protocol.Slug, protocol.Tvl, market.Now).ToArray();
        var start = Written(json);
        json.WriteStartArray("tokensInUsd");
        for (var row = 0; row < points.Length; row++)
        {
            json.WriteStartObject();
            json.WriteNumber("date", points[row].Seconds);
            json.WriteStartObject("tokens");
            json.WriteNumber(Token(0), points[row].Usd);
            var goal = start + (padding - start) * (row + 1) / points.Length;
            for (var token = 1; Written(json) < goal; token++)
            {
                json.WriteNumber(Token(token), Math.Round(points[row].Usd / (1 + token), 5));
                if (token % 256 == 0)
                    yield return true;
            }

            json.WriteEndObject();
            json.WriteEndObject();
            yield return true;
        }

        json.WriteEndArray();
    }

    private string Token(int number)
    {
        var own = protocol.Symbol.Length > 0 ? protocol.Symbol : "TOKEN";
        return number == 0 ? own : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{own}-{number}");
    }

    private static long Written(Utf8JsonWriter json) => json.BytesCommitted + json.BytesPending;

    private static void WriteLocked(Utf8JsonWriter json, long seconds, double usd)
    {
        json.WriteStartObject();
        json.WriteNumber("date", seconds);
        json.WriteNumber("totalLiquidityUSD", usd);
        json.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
