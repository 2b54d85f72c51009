namespace CryptoEtl.Core.Planning;

/// <summary>The sources, by the name they have in plans, logs and reports.</summary>
public static class SourceNames
{
    public const string CoinGecko = "coingecko";
    public const string DefiLlama = "defillama";
    public const string LunarCrush = "lunarcrush";
    public const string Coinbase = "coinbase";
}

/// <summary>The kinds of answer we can parse; <see cref="EndpointCatalogue"/> says what each is.</summary>
public static class Endpoints
{
    public const string Key = "key";
    public const string CoinsMarkets = "coins-markets";
    public const string CoinsList = "coins-list";
    public const string NewCoins = "new-coins";
    public const string Coin = "coin";
    public const string CoinHistory = "coin-history";
    public const string MarketChart = "market-chart";
    public const string MarketChartRange = "market-chart-range";
    public const string ContractChartRange = "contract-chart-range";
    public const string Ohlc = "ohlc";
    public const string OhlcRange = "ohlc-range";
    public const string GlobalChart = "global-chart";
    public const string SimplePrice = "simple-price";
    public const string Derivatives = "derivatives";
    public const string DerivativeVenues = "derivative-venues";
    public const string DerivativeVenue = "derivative-venue";
    public const string CoinbaseTickers = "coinbase-tickers";

    public const string Usage = "usage";
    public const string Protocols = "protocols";
    public const string ParentProtocols = "parent-protocols";
    public const string Protocol = "protocol";
    public const string ProtocolTvlChart = "protocol-tvl-chart";
    public const string Chains = "chains";
    public const string ChainTvl = "chain-tvl";
    public const string DexVolume = "dex-volume";
    public const string DexSummary = "dex-summary";
    public const string OptionsVolume = "options-volume";
    public const string PerpVolume = "perp-volume";
    public const string PerpOpenInterest = "perp-open-interest";
    public const string OnchainPerps = "onchain-perps";
    public const string CoinPrices = "coin-prices";
    public const string Stablecoins = "stablecoins";
    public const string StablecoinChart = "stablecoin-chart";

    public const string SocialCoins = "social-coins";
    public const string SocialCoin = "social-coin";
    public const string SocialMeta = "social-meta";
    public const string SocialSeries = "social-series";
    public const string SocialChanges = "social-changes";

    public const string CoinbaseProducts = "coinbase-products";
}
