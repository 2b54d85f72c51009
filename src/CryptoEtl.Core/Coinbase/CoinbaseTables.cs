using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Coinbase;

/// <summary>The tables of the <c>coinbase</c> pipeline.</summary>
public static class CoinbaseTables
{
    public static readonly TableDefinition Product = new(Layer.Bronze, "coinbase_product",
        "One product as Coinbase Exchange's /products gave it.", ["batch_id", "product_id"],
        new("product_id", Text, "Such as BTC-USD. Never changes; every other field may."),
        new("base_currency", Text, "Coinbase's own ticker of what is bought."),
        new("quote_currency", Text, "What it is paid in."),
        new("display_name", Text, "As given."),
        new("status", Text, "online, offline, internal or delisted."),
        new("status_message", Text, "As given. Null or empty: none."),
        new("trading_disabled", Flag, "Null: the source did not say."),
        new("cancel_only", Flag, "Orders can only be cancelled."),
        new("post_only", Flag, "Only orders that rest in the book."),
        new("limit_only", Flag, "Only limit orders."),
        new("auction_mode", Flag, "An auction is running."),
        new("margin_enabled", Flag, "Margin trading."),
        new("fx_stablecoin", Flag, "A pair of stablecoins. Null: the source did not say."),
        new("base_increment", Number, "Smallest step of size, base units."),
        new("quote_increment", Number, "Smallest step of price, quote units."),
        new("min_market_funds", Number, "Smallest market order, quote units."),
        Bronze.TypeErrors);

    public static readonly TableDefinition Ticker = new(Layer.Bronze, "coinbase_ticker",
        "One order book of Coinbase as CoinGecko's /exchanges/gdax/tickers gave it.", ["batch_id", "base", "target"],
        new("base", Text, "Ticker, upper case."),
        new("target", Text, "Ticker, upper case."),
        new("asset_id", Text, "coin_id: CoinGecko id of the base."),
        new("target_asset_id", Text, "target_coin_id. Null for currencies."),
        new("last", Number, "Last price, target units per base unit."),
        new("last_usd", Number, "converted_last.usd, USD per base unit."),
        new("volume", Number, "Rolling 24 h, base units."),
        new("volume_24h_usd", Number, "converted_volume.usd over a rolling 24 h, USD."),
        new("spread_pct", Number, "bid_ask_spread_percentage, percent."),
        new("is_anomaly", Flag, "CoinGecko found the price off the market."),
        new("is_stale", Flag, "CoinGecko has had no fresh price for a while."),
        new("last_traded_at", Instant, "last_traded_at."),
        new("last_fetch_at", Instant, "When CoinGecko looked."),
        new("page", Integer, "Page of the answer, from 1."),
        Bronze.TypeErrors);

    public static readonly TableDefinition Market = new(Layer.Silver, "coinbase_market",
        "One product of Coinbase, reconciled with CoinGecko's ticker of the same pair.", ["batch_id", "product_id"],
        new("product_id", Text, "Such as BTC-USD. Made of base and target where only CoinGecko knows the pair."),
        new("base_currency", Text, "Coinbase's ticker."),
        new("quote_currency", Text, "Coinbase's ticker."),
        new("asset_id", Text, "CoinGecko id of the base. Null: not mapped."),
        new("mapping", Text, "ticker: CoinGecko's row of this pair; base: every other pair of this base says the same; or why there is none."),
        new("state", Text, "online, trading_disabled, offline, internal, delisted or unlisted (in no product list)."),
        new("tradable", Flag, "A market order would be taken: online, trading not disabled, neither cancel-only nor in auction."),
        new("in_products", Flag, "Coinbase's list has it."),
        new("in_tickers", Flag, "CoinGecko's list has it."),
        new("is_stale", Flag, "CoinGecko's flag. Null: not in its list."),
        new("last", Number, "Quote units per base unit. Null: no ticker."),
        new("last_usd", Number, "USD per base unit. Null: no ticker."),
        new("volume_24h_usd", Number, "Rolling 24 h, USD. Null: no ticker."),
        new("ticker_raw_sha256", Text, "Raw answer of the ticker columns."));

    public static readonly TableDefinition State = new(Layer.Silver, "coinbase_state",
        "One stretch of days in which a product was seen in one state. Every batch repeats all that is known by then.",
        ["batch_id", "product_id", "first_seen"],
        new("product_id", Text, "Such as BTC-USD."),
        new("asset_id", Text, "CoinGecko id, as mapped when last seen. Null: not mapped."),
        new("state", Text, "online, trading_disabled, offline, internal, delisted, unlisted or absent (in neither list any more)."),
        new("first_seen", Day, "First day we saw it in this state. Of the first batch ever: not later than this day."),
        new("last_seen", Day, "Last day we saw it in this state."),
        new("is_current", Flag, "True for the stretch that reaches this batch."),
        new("follows", Text, "State before. Null: the first we know."),
        new("days_unseen", Integer, "Days between the end of the stretch before and first_seen on which we did not look: the change lies there."));

    public static readonly TableDefinition Asset = new(Layer.Silver, "coinbase_asset",
        "One asset that Coinbase lists or listed.", ["batch_id", "asset_id"],
        new("asset_id", Text, "CoinGecko id."),
        new("tradable", Flag, "At least one product is tradable."),
        new("products", Integer, "Products of the asset in Coinbase's list, in any state."),
        new("tradable_products", Integer, "Products that are tradable."),
        new("quotes", Text, "Quote currencies of the tradable products, | separated. Null: none."),
        new("first_seen_online", Day, "First day any product was seen online. Null: never."),
        new("last_seen_online", Day, "Last day any product was seen online. Null: never."),
        new("volume_24h_usd", Number, "Sum over its tickers, USD. Null: none has one."));

    public static readonly TableDefinition Difference = new(Layer.Silver, "coinbase_difference",
        "One disagreement between Coinbase's product list and CoinGecko's tickers.", ["batch_id", "product_id", "kind"],
        new("product_id", Text, "Such as BTC-USD."),
        new("kind", Text, "online_without_ticker, ticker_without_product, closed_with_fresh_ticker or online_with_stale_ticker."),
        new("state", Text, "State of the product."),
        new("base_currency", Text, "Ticker of the base."),
        new("quote_currency", Text, "Ticker of the quote."),
        new("explanation", Text, "What usually is behind it."));

    public static IReadOnlyList<TableDefinition> All { get; } = [Product, Ticker, Market, State, Asset, Difference];
}
