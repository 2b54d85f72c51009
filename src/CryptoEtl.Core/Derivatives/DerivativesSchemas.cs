using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Derivatives;

/// <summary>The columns of the <c>derivatives</c> tables, as their sources name them.</summary>
internal static class DerivativesSchemas
{
    public static readonly string[] Types = ["perpetual", "futures"];

    public static readonly string[] Kinds = ["perp_volume", "perp_open_interest", "options_premium", "options_notional"];

    public static readonly Schema Contract = new(DerivativesTables.Contract, "venue_name", "symbol", "contract_type", "price")
    {
        Fields = new Dictionary<string, string>
        {
            ["venue_name"] = "market", ["change_24h_pct"] = "price_percentage_change_24h", ["index_price"] = "index", ["basis_pct"] = "basis", ["spread_pct"] = "spread",
            ["funding_rate_pct"] = "funding_rate", ["open_interest_usd"] = "open_interest", ["volume_24h_usd"] = "volume_24h", ["expires_at"] = "expired_at",
        },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["contract_type"] = Types },
        Vanity = ["change_24h_pct", "spread_pct"],
    };

    public static readonly Schema Venue = new(DerivativesTables.Venue, "venue_id", "venue_name")
    {
        Fields = new Dictionary<string, string>
        {
            ["venue_id"] = "id", ["venue_name"] = "name", ["volume_24h_btc"] = "trade_volume_24h_btc",
            ["perpetual_pairs"] = "number_of_perpetual_pairs", ["futures_pairs"] = "number_of_futures_pairs",
        },
        Vanity = ["perpetual_pairs", "futures_pairs", "year_established", "country"],
    };

    public static readonly Schema Ticker = new(DerivativesTables.Ticker, "venue_id", "symbol", "base", "contract_type")
    {
        Fields = new Dictionary<string, string>
        {
            ["asset_id"] = "coin_id", ["target_asset_id"] = "target_coin_id", ["last_usd"] = "converted_last.usd", ["change_24h_pct"] = "h24_percentage_change",
            ["index_price"] = "index", ["basis_pct"] = "index_basis_percentage", ["spread"] = "bid_ask_spread", ["funding_rate_pct"] = "funding_rate",
            ["volume_24h"] = "h24_volume", ["volume_24h_usd"] = "converted_volume.usd", ["last_traded_at"] = "last_traded", ["expires_at"] = "expired_at",
        },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["contract_type"] = Types },
        Vanity = ["change_24h_pct", "spread", "volume_24h"],
    };

    public static readonly Schema Perp = new(DerivativesTables.OnchainPerp, "perp_id", "marketplace", "market", "base_asset")
    {
        Fields = new Dictionary<string, string>
        {
            ["base_asset"] = "baseAsset", ["funding_rate"] = "fundingRate", ["funding_rate_previous"] = "fundingRatePrevious", ["funding_previous_at"] = "fundingTimePrevious",
            ["funding_7d_average"] = "fundingRate7dAverage", ["funding_30d_average"] = "fundingRate30dAverage", ["open_interest"] = "openInterest",
            ["index_price"] = "indexPrice", ["quoted_at"] = "timestamp",
        },
        Vanity = ["funding_7d_average", "funding_30d_average", "open_interest"],
    };

    public static readonly Schema Volume = new(DerivativesTables.OnchainVolume, "kind", "protocol_id")
    {
        Fields = new Dictionary<string, string>
        {
            ["protocol_id"] = "defillamaId", ["parent_protocol"] = "parentProtocol", ["total_24h_usd"] = "total24h", ["total_48h_to_24h_usd"] = "total48hto24h",
            ["total_7d_usd"] = "total7d", ["total_30d_usd"] = "total30d", ["change_1d_pct"] = "change_1d",
        },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["kind"] = Kinds },
        Vanity = ["change_1d_pct", "slug"],
    };
}
