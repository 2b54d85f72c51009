using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources.CoinGecko;
using CryptoEtl.Data.Sources.DefiLlama;
using CryptoEtl.Data.Sources.LunarCrush;

namespace CryptoEtl.Data.Sources;

/// <summary>What an answer holds.</summary>
/// <param name="TotalRows">Rows over all pages, where the source says so.</param>
public sealed record ParsedAnswer(Batch Rows, long? TotalRows = null);

/// <summary>Which parser reads which answer, and which table its rows are meant for.</summary>
public static class Answers
{
    /// <summary>The table of an endpoint's rows.</summary>
    public static TableDefinition TableOf(string endpoint) => endpoint switch
    {
        Endpoints.CoinsMarkets => LiveTables.BronzeMarket,
        Endpoints.CoinsList => LiveTables.Listing,
        Endpoints.Protocols => LiveTables.BronzeOnchain,
        Endpoints.SocialCoins => LiveTables.BronzeSocial,
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "no parser"),
    };

    /// <summary>Reads a body.</summary>
    /// <exception cref="UpstreamException">It is not what the endpoint answers.</exception>
    public static async Task<ParsedAnswer> ParseAsync(PlannedRequest request, Stream body, RowOrigin origin, CancellationToken cancellation = default)
    {
        switch (request.Endpoint)
        {
            case Endpoints.CoinsMarkets: return new(await CoinsMarkets.ParseAsync(body, origin, request.Page, cancellation));
            case Endpoints.CoinsList: return new(await CoinsList.ParseAsync(body, origin, request.Page, cancellation));
            case Endpoints.Protocols: return new(await Protocols.ParseAsync(body, origin, request.Page, cancellation));
            case Endpoints.SocialCoins:
                var (rows, total) = await SocialCoins.ParseAsync(body, origin, request.Page, cancellation);
                return new(rows, total);
            default: throw new ArgumentOutOfRangeException(nameof(request), request.Endpoint, "no parser");
        }
    }
}
