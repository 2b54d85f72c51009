namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>A path of DefiLlama, taken apart: whose service, whose key, which endpoint.</summary>
/// <param name="Service"><c>api</c>, <c>coins</c>, <c>stablecoins</c>, <c>yields</c> or <c>usage</c>: hosts of their own on the free side, a segment on the Pro side.</param>
/// <param name="Key">Null: the free host was asked.</param>
/// <param name="Rest">Segments of the endpoint.</param>
internal sealed record DefiLlamaPath(string Service, string? Key, string[] Rest)
{
    /// <summary>Stands in books where the key stood in the path.</summary>
    public const string KeyPlace = "{key}";

    private static readonly string[] Services = ["api", "coins", "stablecoins", "yields"];

    /// <summary>Null: the path is not DefiLlama's.</summary>
    public static DefiLlamaPath? Parse(string[] path)
    {
        // A free path may look like a Pro one: a protocol may be called "coins".
        if (Services.FirstOrDefault(service => Endpoint(service, path) is not null) is { } free)
            return new DefiLlamaPath(free, null, path);

        return path switch
        {
            ["usage", var key] => new DefiLlamaPath("usage", key, []),
            [var key, var service, .. var rest] when Services.Contains(service) => new DefiLlamaPath(service, key, rest),
            _ => null,
        };
    }

    /// <summary>Path pattern for the statistics, or null if the path is not DefiLlama's. It never holds the key.</summary>
    public static string? Pattern(string[] path) => Parse(path) switch
    {
        null => null,
        { Service: "usage" } => $"/usage/{KeyPlace}",
        { Key: null } free => $"/{Endpoint(free.Service, free.Rest)}",
        { } pro => $"/{KeyPlace}/{pro.Service}/{Endpoint(pro.Service, pro.Rest) ?? "other"}",
    };

    public static string[] WithoutKey(string[] path) => Parse(path) switch
    {
        { Service: "usage" } => ["usage", KeyPlace],
        { Key: not null } => [KeyPlace, .. path[1..]],
        _ => path,
    };

    private static string? Endpoint(string service, string[] path) => service switch
    {
        "api" => Api(path),
        "coins" => path switch
        {
            ["prices", "current", _] => "prices/current/{coins}",
            ["prices", "historical", _, _] => "prices/historical/{timestamp}/{coins}",
            _ => null,
        },
        "stablecoins" => path switch
        {
            ["stablecoins"] => "stablecoins",
            ["stablecoincharts", _] => "stablecoincharts/{chain}",
            ["stablecoin", _] => "stablecoin/{id}",
            _ => null,
        },
        "yields" => path is ["perps"] ? "perps" : null,
        _ => null,
    };

    private static string? Api(string[] path) => path switch
    {
        ["protocols"] or ["lite", "protocols2"] or ["v2", "chains" or "historicalChainTvl"] => string.Join('/', path),
        ["protocol" or "tvl", _] => $"{path[0]}/{{slug}}",
        ["v2", "historicalChainTvl", _] => "v2/historicalChainTvl/{chain}",
        ["v2", "chart", "tvl", "protocol", _] => "v2/chart/tvl/protocol/{slug}",
        ["overview", _] => string.Join('/', path),
        ["overview", var kind, _] => $"overview/{kind}/{{chain}}",
        ["summary", var kind, _] => $"summary/{kind}/{{slug}}",
        _ => null,
    };
}
