using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources.Coinbase;
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
        Endpoints.ParentProtocols => LiveTables.Parent,
        Endpoints.SocialCoins => LiveTables.BronzeSocial,
        Endpoints.SocialMeta => LiveTables.SocialMeta,
        Endpoints.Derivatives => DerivativesTables.Contract,
        Endpoints.DerivativeVenues => DerivativesTables.Venue,
        Endpoints.DerivativeVenue => DerivativesTables.Ticker,
        Endpoints.OnchainPerps => DerivativesTables.OnchainPerp,
        Endpoints.OptionsVolume or Endpoints.PerpVolume or Endpoints.PerpOpenInterest => DerivativesTables.OnchainVolume,
        Endpoints.CoinbaseTickers => CoinbaseTables.Ticker,
        Endpoints.CoinbaseProducts => CoinbaseTables.Product,
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "no parser"),
    };

    /// <summary>Reads a body.</summary>
    /// <exception cref="UpstreamException">It is not what the endpoint answers.</exception>
    public static async Task<ParsedAnswer> ParseAsync(PlannedRequest request, Stream body, RowOrigin origin, CancellationToken cancellation = default)
    {
        if (request.Endpoint != Endpoints.SocialCoins)
            return new(await RowsAsync(request, body, origin, cancellation));

        var (rows, total) = await SocialCoins.ParseAsync(body, origin, request.Page, cancellation);
        return new(rows, total);
    }

    private static Task<Batch> RowsAsync(PlannedRequest request, Stream body, RowOrigin origin, CancellationToken cancellation) => request.Endpoint switch
    {
        Endpoints.CoinsMarkets => CoinsMarkets.ParseAsync(body, origin, request.Page, cancellation),
        Endpoints.CoinsList => CoinsList.ParseAsync(body, origin, request.Page, cancellation),
        Endpoints.Protocols => Protocols.ParseAsync(body, origin, request.Page, cancellation),
        Endpoints.ParentProtocols => ParentProtocols.ParseAsync(body, origin, cancellation),
        Endpoints.SocialMeta => CoinMeta.ParseAsync(body, origin, cancellation),
        Endpoints.Derivatives => CoinGecko.Derivatives.ParseAsync(body, origin, cancellation),
        Endpoints.DerivativeVenues => DerivativeVenues.ParseAsync(body, origin, request.Page, cancellation),
        Endpoints.DerivativeVenue => DerivativeVenue.ParseAsync(body, request, origin, cancellation),
        Endpoints.OnchainPerps => OnchainPerps.ParseAsync(body, origin, cancellation),
        Endpoints.OptionsVolume or Endpoints.PerpVolume or Endpoints.PerpOpenInterest => Overviews.ParseAsync(body, request, origin, cancellation),
        Endpoints.CoinbaseTickers => CoinbaseTickers.ParseAsync(body, origin, request.Page, cancellation),
        Endpoints.CoinbaseProducts => Products.ParseAsync(body, origin, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Endpoint, "no parser"),
    };
}
