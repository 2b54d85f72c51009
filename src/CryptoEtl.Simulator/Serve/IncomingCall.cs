using CryptoEtl.Core.Planning;
using CryptoEtl.Simulator.Serve.Coinbase;
using CryptoEtl.Simulator.Serve.CoinGecko;
using CryptoEtl.Simulator.Serve.DefiLlama;
using CryptoEtl.Simulator.Serve.LunarCrush;
using Microsoft.AspNetCore.Http;

namespace CryptoEtl.Simulator.Serve;

/// <summary>A request on arrival: whose it is and what it is called in books, where keys have no place.</summary>
/// <param name="Source">One of <see cref="SourceNames"/>, or <c>other</c>.</param>
/// <param name="Pattern">Path with placeholders, for the statistics.</param>
/// <param name="Name">Method, path and query without any key, parameters in order of their names.</param>
/// <param name="IsLaterPage">It asks for a page past the first.</param>
internal sealed record IncomingCall(string[] Path, string Source, string Pattern, string Name, bool IsLaterPage)
{
    public static IncomingCall Of(HttpRequest request, string apiKey)
    {
        var path = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (source, pattern) = Place(path);
        var shown = (source == SourceNames.DefiLlama ? DefiLlamaPath.WithoutKey(path) : path)
            .Select(segment => segment == apiKey ? DefiLlamaPath.KeyPlace : segment);
        var first = source == SourceNames.LunarCrush ? 0 : 1;
        return new IncomingCall(
            path, source, pattern, $"{request.Method} /{string.Join('/', shown)}{Query(request.Query)}",
            int.TryParse(request.Query["page"], out var page) && page > first);
    }

    private static (string Source, string Pattern) Place(string[] path) => path switch
    {
        ["api", "v3", .. var rest] => (SourceNames.CoinGecko, $"/api/v3/{CoinGeckoApi.Pattern(rest)}"),
        ["api4", "public", .. var rest] => (SourceNames.LunarCrush, $"/api4/public/{LunarCrushApi.Pattern(rest)}"),
        _ when CoinbaseApi.Pattern(path) is { } pattern => (SourceNames.Coinbase, pattern),
        _ when DefiLlamaPath.Pattern(path) is { } pattern => (SourceNames.DefiLlama, pattern),
        _ => ("other", "/other"),
    };

    private static string Query(IQueryCollection query)
    {
        var kept = query
            .Where(parameter => !parameter.Key.EndsWith("api_key", StringComparison.OrdinalIgnoreCase))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={parameter.Value}")
            .ToArray();
        return kept.Length == 0 ? "" : "?" + string.Join('&', kept);
    }
}
