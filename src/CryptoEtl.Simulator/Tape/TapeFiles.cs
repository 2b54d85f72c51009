namespace CryptoEtl.Simulator.Tape;

/// <summary>The files of a tape and their columns. docs/tape.md explains each.</summary>
internal static class TapeFiles
{
    /// <summary>Raised when an older reader would misread a newer tape.</summary>
    public const int FormatVersion = 1;

    public const string Info = "tape.json";
    public const string Assets = "assets.csv";
    public const string Daily = "daily.csv";
    public const string Protocols = "protocols.csv";
    public const string Onchain = "onchain.csv";
    public const string Social = "social.csv";
    public const string Derivatives = "derivatives.csv";
    public const string Coinbase = "coinbase_products.csv";
    public const string Restatements = "restatements.csv";
    public const string Defects = "defects.csv";

    public static readonly string[] AssetColumns =
    [
        "asset_id", "symbol", "name", "lunarcrush_id", "on_coingecko", "listed_on", "died_on",
        "max_supply", "cap_basis", "categories", "platforms",
    ];

    public static readonly string[] DailyColumns =
    [
        "asset_id", "date", "open", "high", "low", "close", "volume_usd", "market_cap_usd", "circulating_supply",
    ];

    public static readonly string[] ProtocolColumns =
        ["slug", "id", "name", "symbol", "category", "chains", "gecko_id", "parent", "listed_on"];

    public static readonly string[] OnchainColumns = ["protocol", "chain", "date", "tvl_usd"];

    public static readonly string[] SocialColumns =
    [
        "asset_id", "date", "interactions", "social_volume", "galaxy_score", "alt_rank", "sentiment", "social_dominance",
    ];

    public static readonly string[] DerivativesColumns =
    [
        "market", "symbol", "asset_id", "contract", "date", "price", "open_interest_usd",
        "funding_rate", "funding_hours", "volume_usd",
    ];

    public static readonly string[] CoinbaseColumns = ["product_id", "base", "quote", "asset_id", "from_date", "status"];

    public static readonly string[] RestatementColumns = ["asset_id", "date", "field", "old", "new", "published_at"];

    public static readonly string[] DefectColumns = ["asset_id", "date", "scope", "field", "kind", "value"];
}
