using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Sources.Coinbase;
using CryptoEtl.Data.Sources.CoinGecko;
using CryptoEtl.Data.Sources.DefiLlama;
using CryptoEtl.Data.Sources.Drift;
using CryptoEtl.Data.Sources.LunarCrush;

namespace CryptoEtl.Data.Sources;

/// <summary>What an answer holds.</summary>
/// <param name="TotalRows">Rows over all pages, where the source says so.</param>
public sealed record ParsedAnswer(Batch Rows, long? TotalRows = null)
{
    /// <summary>Fields that are not as documented and not as seen before: unknown ones, expected ones that no row has, cells of another type.</summary>
    public IReadOnlyList<FieldDrift> Drift { get; init; } = [];
}

/// <summary>Which parser reads which answer, and which table its rows are meant for.</summary>
public static class Answers
{
    /// <summary>The table of an endpoint's rows.</summary>
    public static TableDefinition TableOf(string endpoint) => endpoint switch
    {
        Endpoints.CoinsMarkets => LiveTables.BronzeMarket,
        Endpoints.CoinsList => LiveTables.Listing,
        Endpoints.NewCoins => UniverseTables.NewCoin,
        Endpoints.Coin => UniverseTables.Coin,
        Endpoints.CoinHistory => HistoricalTables.CoinDay,
        Endpoints.MarketChart or Endpoints.MarketChartRange or Endpoints.ContractChartRange => HistoricalTables.PricePoint,
        Endpoints.Ohlc or Endpoints.OhlcRange => HistoricalTables.Candle,
        Endpoints.GlobalChart => HistoricalTables.GlobalPoint,
        Endpoints.SimplePrice or Endpoints.CoinPrices => HistoricalTables.Quote,
        Endpoints.Derivatives => DerivativesTables.Contract,
        Endpoints.DerivativeVenues => DerivativesTables.Venue,
        Endpoints.DerivativeVenue => DerivativesTables.Ticker,
        Endpoints.CoinbaseTickers => CoinbaseTables.Ticker,
        Endpoints.CoinbaseProducts => CoinbaseTables.Product,
        Endpoints.Protocols => LiveTables.BronzeOnchain,
        Endpoints.ParentProtocols => LiveTables.Parent,
        Endpoints.Protocol or Endpoints.ProtocolTvlChart => HistoricalTables.ProtocolTvl,
        Endpoints.Chains => UniverseTables.Chain,
        Endpoints.ChainTvl => HistoricalTables.ChainTvl,
        Endpoints.DexVolume or Endpoints.DexSummary => HistoricalTables.DexVolume,
        Endpoints.OptionsVolume or Endpoints.PerpVolume or Endpoints.PerpOpenInterest => DerivativesTables.OnchainVolume,
        Endpoints.OnchainPerps => DerivativesTables.OnchainPerp,
        Endpoints.Stablecoins => UniverseTables.Stablecoin,
        Endpoints.StablecoinChart => HistoricalTables.Stablecoin,
        Endpoints.SocialCoins => LiveTables.BronzeSocial,
        Endpoints.SocialCoin => UniverseTables.SocialCoin,
        Endpoints.SocialMeta => LiveTables.SocialMeta,
        Endpoints.SocialSeries => HistoricalTables.Social,
        Endpoints.SocialChanges => HistoricalTables.SocialChange,
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "no parser"),
    };

    /// <summary>Reads a body.</summary>
    /// <exception cref="UpstreamException">It is not what the endpoint answers.</exception>
    public static async Task<ParsedAnswer> ParseAsync(PlannedRequest request, Stream body, RowOrigin origin, CancellationToken cancellation = default)
    {
        var reading = new Reading(request, origin);
        var rows = await RowsAsync(body, reading, cancellation);
        return new(rows, reading.TotalRows) { Drift = reading.Drift.Found };
    }

    private static Task<Batch> RowsAsync(Stream body, Reading reading, CancellationToken cancellation) => reading.Request.Source switch
    {
        SourceNames.CoinGecko => CoinGeckoAsync(body, reading, cancellation),
        SourceNames.DefiLlama => DefiLlamaAsync(body, reading, cancellation),
        SourceNames.LunarCrush => LunarCrushAsync(body, reading, cancellation),
        _ => Products.ParseAsync(body, reading, cancellation),
    };

    private static Task<Batch> CoinGeckoAsync(Stream body, Reading reading, CancellationToken cancellation) => reading.Request.Endpoint switch
    {
        Endpoints.CoinsMarkets => CoinsMarkets.ParseAsync(body, reading, cancellation),
        Endpoints.CoinsList => CoinsList.ParseAsync(body, reading, cancellation),
        Endpoints.NewCoins => NewCoins.ParseAsync(body, reading, cancellation),
        Endpoints.Coin => CoinDetails.ParseAsync(body, reading, cancellation),
        Endpoints.CoinHistory => CoinDays.ParseAsync(body, reading, cancellation),
        Endpoints.MarketChart or Endpoints.MarketChartRange or Endpoints.ContractChartRange => MarketCharts.ParseAsync(body, reading, cancellation),
        Endpoints.Ohlc or Endpoints.OhlcRange => Candles.ParseAsync(body, reading, cancellation),
        Endpoints.GlobalChart => GlobalChart.ParseAsync(body, reading, cancellation),
        Endpoints.SimplePrice => SimplePrices.ParseAsync(body, reading, cancellation),
        Endpoints.Derivatives => CoinGecko.Derivatives.ParseAsync(body, reading, cancellation),
        Endpoints.DerivativeVenues => DerivativeVenues.ParseAsync(body, reading, cancellation),
        Endpoints.DerivativeVenue => DerivativeVenue.ParseAsync(body, reading, cancellation),
        Endpoints.CoinbaseTickers => CoinbaseTickers.ParseAsync(body, reading, cancellation),
        _ => throw NoParser(reading),
    };

    private static Task<Batch> DefiLlamaAsync(Stream body, Reading reading, CancellationToken cancellation) => reading.Request.Endpoint switch
    {
        Endpoints.Protocols => Protocols.ParseAsync(body, reading, cancellation),
        Endpoints.ParentProtocols => ParentProtocols.ParseAsync(body, reading, cancellation),
        Endpoints.Protocol => ProtocolTvls.ParseAsync(body, reading, cancellation),
        Endpoints.ProtocolTvlChart => ProtocolTvlCharts.ParseAsync(body, reading, cancellation),
        Endpoints.Chains => Chains.ParseAsync(body, reading, cancellation),
        Endpoints.ChainTvl => ChainTvls.ParseAsync(body, reading, cancellation),
        Endpoints.DexVolume or Endpoints.DexSummary => DexVolumes.ParseAsync(body, reading, cancellation),
        Endpoints.OptionsVolume or Endpoints.PerpVolume or Endpoints.PerpOpenInterest => Overviews.ParseAsync(body, reading, cancellation),
        Endpoints.OnchainPerps => OnchainPerps.ParseAsync(body, reading, cancellation),
        Endpoints.CoinPrices => CoinPrices.ParseAsync(body, reading, cancellation),
        Endpoints.Stablecoins => Stablecoins.ParseAsync(body, reading, cancellation),
        Endpoints.StablecoinChart => StablecoinCharts.ParseAsync(body, reading, cancellation),
        _ => throw NoParser(reading),
    };

    private static Task<Batch> LunarCrushAsync(Stream body, Reading reading, CancellationToken cancellation) => reading.Request.Endpoint switch
    {
        Endpoints.SocialCoins => SocialCoins.ParseAsync(body, reading, cancellation),
        Endpoints.SocialCoin => SocialCoin.ParseAsync(body, reading, cancellation),
        Endpoints.SocialMeta => CoinMeta.ParseAsync(body, reading, cancellation),
        Endpoints.SocialSeries => SocialSeries.ParseAsync(body, reading, cancellation),
        Endpoints.SocialChanges => SocialChanges.ParseAsync(body, reading, cancellation),
        _ => throw NoParser(reading),
    };

    private static ArgumentOutOfRangeException NoParser(Reading reading) => new(nameof(reading), reading.Request.Endpoint, "no parser");
}
