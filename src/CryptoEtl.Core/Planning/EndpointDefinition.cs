namespace CryptoEtl.Core.Planning;

/// <summary>One endpoint of a source: what it costs, how long its answers last, and who goes first.</summary>
/// <param name="Name">One of <see cref="Endpoints"/>.</param>
/// <param name="Source">One of <see cref="SourceNames"/>.</param>
/// <param name="Service">DefiLlama's services are hosts of their own: api, coins, stablecoins, yields, usage. Empty elsewhere.</param>
/// <param name="Path">Relative to the service's base, with placeholders in braces; for people and reports.</param>
/// <param name="Credits">Of one good answer.</param>
/// <param name="IsPerishable">There is no history of it: a missed moment is lost, so these requests go first.</param>
/// <param name="NeedsKey">Not served without a paid key.</param>
public sealed record EndpointDefinition(
    string Name, string Source, string Service, string Path, int Credits, bool IsPerishable, FreshnessRule Freshness, bool NeedsKey = false);

/// <summary>Every endpoint there is, in one table.</summary>
/// <remarks>Refresh times are the sources' own cache times. CoinGecko charges one credit per good answer, DefiLlama and LunarCrush count calls.</remarks>
public static class EndpointCatalogue
{
    private const string Gecko = SourceNames.CoinGecko, Llama = SourceNames.DefiLlama, Lunar = SourceNames.LunarCrush;

    public static IReadOnlyList<EndpointDefinition> All { get; } =
    [
        new(Endpoints.Key, Gecko, "", "key", 0, IsPerishable: true, FreshnessRule.Quota, NeedsKey: true),
        new(Endpoints.CoinsMarkets, Gecko, "", "coins/markets", 1, IsPerishable: true, FreshnessRule.Live(45)),
        new(Endpoints.CoinsList, Gecko, "", "coins/list", 1, IsPerishable: false, FreshnessRule.Listing(5)),
        new(Endpoints.NewCoins, Gecko, "", "coins/list/new", 1, IsPerishable: true, FreshnessRule.Live(30), NeedsKey: true),
        new(Endpoints.Coin, Gecko, "", "coins/{id}", 1, IsPerishable: false, FreshnessRule.Listing(1)),
        new(Endpoints.CoinHistory, Gecko, "", "coins/{id}/history", 1, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.MarketChart, Gecko, "", "coins/{id}/market_chart", 1, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.MarketChartRange, Gecko, "", "coins/{id}/market_chart/range", 1, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.ContractChartRange, Gecko, "", "coins/{id}/contract/{address}/market_chart/range", 1, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.Ohlc, Gecko, "", "coins/{id}/ohlc", 1, IsPerishable: false, FreshnessRule.Series(15)),
        new(Endpoints.OhlcRange, Gecko, "", "coins/{id}/ohlc/range", 1, IsPerishable: false, FreshnessRule.Series(15), NeedsKey: true),
        new(Endpoints.GlobalChart, Gecko, "", "global/market_cap_chart", 1, IsPerishable: false, FreshnessRule.Series(60), NeedsKey: true),
        new(Endpoints.SimplePrice, Gecko, "", "simple/price", 1, IsPerishable: true, FreshnessRule.Live(20)),
        new(Endpoints.Derivatives, Gecko, "", "derivatives", 1, IsPerishable: true, FreshnessRule.Live(30)),
        new(Endpoints.DerivativeVenues, Gecko, "", "derivatives/exchanges", 1, IsPerishable: true, FreshnessRule.Live(60)),
        new(Endpoints.DerivativeVenue, Gecko, "", "derivatives/exchanges/{id}", 1, IsPerishable: true, FreshnessRule.Live(30)),
        new(Endpoints.CoinbaseTickers, Gecko, "", "exchanges/gdax/tickers", 1, IsPerishable: true, FreshnessRule.Live(60)),

        new(Endpoints.Usage, Llama, "usage", "", 0, IsPerishable: true, FreshnessRule.Quota, NeedsKey: true),
        new(Endpoints.Protocols, Llama, "api", "protocols", 0, IsPerishable: false, FreshnessRule.Listing(10)),
        new(Endpoints.ParentProtocols, Llama, "api", "lite/protocols2", 0, IsPerishable: false, FreshnessRule.Listing(10)),
        new(Endpoints.Protocol, Llama, "api", "protocol/{slug}", 0, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.ProtocolTvlChart, Llama, "api", "v2/chart/tvl/protocol/{slug}", 0, IsPerishable: false, FreshnessRule.Series(30), NeedsKey: true),
        new(Endpoints.Chains, Llama, "api", "v2/chains", 0, IsPerishable: false, FreshnessRule.Listing(30)),
        new(Endpoints.ChainTvl, Llama, "api", "v2/historicalChainTvl/{chain}", 0, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.DexVolume, Llama, "api", "overview/dexs", 0, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.DexSummary, Llama, "api", "summary/dexs/{slug}", 0, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.OptionsVolume, Llama, "api", "overview/options", 0, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.PerpVolume, Llama, "api", "overview/derivatives", 0, IsPerishable: false, FreshnessRule.Series(30), NeedsKey: true),
        new(Endpoints.PerpOpenInterest, Llama, "api", "overview/open-interest", 0, IsPerishable: false, FreshnessRule.Series(30)),
        new(Endpoints.OnchainPerps, Llama, "yields", "perps", 0, IsPerishable: true, FreshnessRule.Live(60), NeedsKey: true),
        new(Endpoints.CoinPrices, Llama, "coins", "prices/current/{coins}", 0, IsPerishable: true, FreshnessRule.Live(60)),
        new(Endpoints.Stablecoins, Llama, "stablecoins", "stablecoins", 0, IsPerishable: false, FreshnessRule.Listing(30)),
        new(Endpoints.StablecoinChart, Llama, "stablecoins", "stablecoincharts/{chain}", 0, IsPerishable: false, FreshnessRule.Series(30)),

        new(Endpoints.SocialCoins, Lunar, "", "coins/list/v2", 0, IsPerishable: true, FreshnessRule.Live(60), NeedsKey: true),
        new(Endpoints.SocialCoin, Lunar, "", "coins/{coin}/v1", 0, IsPerishable: true, FreshnessRule.Live(60), NeedsKey: true),
        new(Endpoints.SocialMeta, Lunar, "", "coins/{coin}/meta/v1", 0, IsPerishable: false, FreshnessRule.Listing(1440), NeedsKey: true),
        new(Endpoints.SocialSeries, Lunar, "", "coins/{coin}/time-series/v2", 0, IsPerishable: false, FreshnessRule.Series(60), NeedsKey: true),
        new(Endpoints.SocialChanges, Lunar, "", "system/changes", 0, IsPerishable: false, FreshnessRule.Listing(60), NeedsKey: true),

        new(Endpoints.CoinbaseProducts, SourceNames.Coinbase, "", "products", 0, IsPerishable: true, FreshnessRule.Live(60)),
    ];

    private static readonly Dictionary<string, EndpointDefinition> ByName = All.ToDictionary(endpoint => endpoint.Name);

    /// <exception cref="ArgumentException">There is no such endpoint.</exception>
    public static EndpointDefinition Of(string name) => ByName.TryGetValue(name, out var endpoint)
        ? endpoint
        : throw new ArgumentException($"no endpoint '{name}'", nameof(name));
}
