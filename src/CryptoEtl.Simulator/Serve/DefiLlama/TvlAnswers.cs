using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>The short answers on one protocol: <c>/tvl/{slug}</c> and the Pro chart.</summary>
internal static class TvlAnswers
{
    public static TapeProtocol Find(string slug, MarketSnapshot market) =>
        market.Tape.Protocols.FirstOrDefault(protocol => protocol.Slug == slug) ?? throw LlamaJson.Refuse(400, "Protocol not found");

    /// <summary>A bare number. <c>null</c> where there is no figure.</summary>
    public static ApiAnswer Current(string slug, MarketSnapshot market)
    {
        var protocol = Find(slug, market);
        var value = new LockedValue(protocol.Slug, protocol.Tvl, market.Now).Now;
        return ApiAnswer.JsonText(200, value?.ToString("R", CultureInfo.InvariantCulture) ?? "null") with { CacheControl = LlamaJson.Cached };
    }

    /// <summary><c>[[seconds, usd]]</c>; <c>key</c> picks what is summed over the chains.</summary>
    public static ApiAnswer Chart(ApiRequest request, string slug, MarketSnapshot market)
    {
        var protocol = Find(slug, market);
        var points = (request["key"] ?? "all") switch
        {
            "all" => TvlPoints.Of(slug, protocol.Tvl, market.Now),
            var key and ("staking" or "borrowed" or "vesting" or "pool2") => Scope(protocol, key, market),
            _ => throw LlamaJson.Refuse(400, "Invalid key"),
        };

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var (seconds, usd) in points)
                    json.WritePoint(seconds, usd);
                json.WriteEndArray();
            },
            LlamaJson.Cached);
    }

    private static IEnumerable<(long Seconds, double Usd)> Scope(TapeProtocol protocol, string key, MarketSnapshot market)
    {
        var bare = protocol.ChainTvl.Where(scope => scope.Chain == key).ToArray();
        var scopes = bare.Length > 0 ? bare : [.. protocol.ChainTvl.Where(scope => scope.Chain.EndsWith($"-{key}", StringComparison.Ordinal))];
        return scopes.SelectMany(scope => TvlPoints.Of(protocol.Slug, scope.Tvl, market.Now))
            .GroupBy(point => point.Seconds)
            .OrderBy(points => points.Key)
            .Select(points => (points.Key, points.Sum(point => point.Usd)));
    }
}
