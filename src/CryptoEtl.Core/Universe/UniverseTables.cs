using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Universe;

/// <summary>What the sources say of coins, chains and stablecoins as such: who they are, and since when.</summary>
/// <remarks>Read from raw answers; they become bronze tables with the pipeline that writes them. All of it is as of now: no source tells its past.</remarks>
public static partial class UniverseTables
{
    public static readonly TableDefinition NewCoin = new(Layer.Transient, "universe_new_coin",
        "One of the 200 coins that CoinGecko activated last: the only date of a listing it gives.", ["batch_id", "asset_id"],
        new("asset_id", Text, "CoinGecko id."),
        new("symbol", Text, "Ticker as given, in any case."),
        new("name", Text, "Name as given."),
        new("activated_at", Instant, "activated_at."),
        Bronze.TypeErrors);

    public static readonly TableDefinition Coin = new(Layer.Transient, "universe_coin",
        "One coin as CoinGecko's /coins/{id} describes it today.", ["batch_id", "asset_id"],
        new("asset_id", Text, "CoinGecko id."),
        new("symbol", Text, "Ticker."),
        new("name", Text, "Name."),
        new("web_slug", Text, "Last part of its page's address; not always the id."),
        new("asset_platform_id", Text, "Platform of a token. Null: a coin of its own chain."),
        new("contract_address", Text, "Address of a token; the specification does not know the field. Null: none."),
        new("contracts", Text, "platform:address pairs, | separated. Null for coins of their own chain."),
        new("categories", Text, "Today's categories, | separated. Empty: none."),
        new("genesis_date", Day, "First day of the chain. Null on most."),
        new("preview_listing", Flag, "Not traded yet."),
        new("public_notice", Text, "Such as a warning or a renaming. Null: none."),
        new("additional_notices", Text, "Further ones, | separated. Empty: none."),
        new("homepage", Text, "Its pages, | separated; empty entries left out."),
        new("blockchain_sites", Text, "Its explorers, | separated; empty entries and nulls left out."),
        new("country_origin", Text, "Null: not told."),
        new("market_cap_rank", Integer, "The source's own rank, rehypothecated tokens left out. Null: none, or such a token."),
        new("market_cap_rank_with_rehypothecated", Integer, "Rank among all. Null: none, or an answer before 2026."),
        new("has_supply_breakdown", Flag, "Null: an answer before 2026."),
        new("watchlist_users", Number, "watchlist_portfolio_users, count."),
        new("price_usd", Number, "market_data.current_price.usd, USD per coin. Null: not asked for, or no price (a renamed coin keeps an empty object)."),
        new("market_cap_usd", Number, "market_data.market_cap.usd, USD. Null: as above."),
        new("volume_24h_usd", Number, "market_data.total_volume.usd, rolling 24 h, USD."),
        new("circulating_supply", Number, "Coins. Zero on renamed coins."),
        new("total_supply", Number, "Coins."),
        new("max_supply", Number, "Coins. Null: no limit, or not known."),
        new("last_updated", Instant, "The source's stamp."),
        Bronze.TypeErrors);

    public static readonly TableDefinition Chain = new(Layer.Transient, "universe_chain",
        "One chain as DefiLlama's /v2/chains gave it. Old and new name of one chain can both be rows.", ["batch_id", "name"],
        new("name", Text, "New name, such as OP Mainnet; /protocols uses the old one."),
        new("gecko_id", Text, "CoinGecko id of the chain's own token. Null on most second layers."),
        new("gas_token_gecko_id", Text, "gasTokenGeckoId: CoinGecko id of what its fees are paid in. Null: not told."),
        new("token_symbol", Text, "Ticker of the own token. Null: none; the source writes null or -."),
        new("cmc_id", Text, "CoinMarketCap id. Null: none."),
        new("chain_id", Text, "EVM chain id; the source gives a number or a text. Null: no EVM chain."),
        new("tvl_usd", Number, "TVL now, USD. 0 on doubles (Binance beside BSC)."),
        Bronze.TypeErrors);

    public static readonly TableDefinition Stablecoin = new(Layer.Transient, "universe_stablecoin",
        "One stablecoin, in all or on one chain, as DefiLlama's /stablecoins gave it.", ["batch_id", "stablecoin_id", "chain"],
        new("stablecoin_id", Text, "DefiLlama id."),
        new("chain", Text, "Chain of the figures. all: all chains."),
        new("name", Text, "Name."),
        new("symbol", Text, "Ticker. Not unique."),
        new("gecko_id", Text, "CoinGecko id. Null: none."),
        new("peg_type", Text, "Such as peggedUSD."),
        new("peg_mechanism", Text, "fiat-backed, crypto-backed or algorithmic."),
        new("price_source", Text, "Where its price is from. Null: not told."),
        new("price_usd", Number, "Price now, USD. Null: none, or not asked for."),
        new("circulating_usd", Number, "Now, USD at today's price. Null: no reading."),
        new("circulating_day_before_usd", Number, "A day ago, USD at today's price too. Null: no reading (the source gives an empty object)."),
        new("circulating_week_before_usd", Number, "A week ago, USD at today's price too. Null: no reading."),
        new("circulating_month_before_usd", Number, "A month ago, USD at today's price too. Null: no reading."),
        new("is_deprecated", Flag, "deprecated. Null: not told."),
        new("dead_from", Text, "deadFrom as given. Null: alive."),
        new("is_delisted", Flag, "delisted. Null: not told."),
        new("is_yield_bearing", Flag, "yieldBearing. Null: not told."),
        Bronze.TypeErrors);

    public static readonly TableDefinition SocialCoin = new(Layer.Transient, "universe_social_coin",
        "One coin as LunarCrush's /coins/{coin}/v1 gave it: price and scores, no social counts.", ["batch_id", "lunarcrush_id"],
        new("lunarcrush_id", Integer, "LunarCrush's numeric id. Its symbols collide."),
        new("symbol", Text, "Ticker."),
        new("name", Text, "Name."),
        new("price_usd", Number, "USD per coin: another feed's price, for cross-checks only."),
        new("price_btc", Number, "BTC per coin."),
        new("market_cap_usd", Number, "USD."),
        new("market_cap_rank", Integer, "LunarCrush's own rank."),
        new("volume_24h_usd", Number, "Rolling 24 h, USD."),
        new("change_24h_pct", Number, "Percent."),
        new("change_7d_pct", Number, "Percent."),
        new("change_30d_pct", Number, "Percent."),
        new("circulating_supply", Number, "Coins."),
        new("max_supply", Number, "Coins. Null: no limit, or not known."),
        new("galaxy_score", Number, "0 to 100, relative to the coins tracked now."),
        new("alt_rank", Integer, "1 is best, relative to the coins tracked now."),
        new("volatility", Number, "A fraction, as given."),
        Bronze.TypeErrors);

    /// <summary>Every table of the universe.</summary>
    public static IReadOnlyList<TableDefinition> All => [NewCoin, Coin, Chain, Stablecoin, SocialCoin];
}
