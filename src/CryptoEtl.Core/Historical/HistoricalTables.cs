using static CryptoEtl.Core.ColumnType;
using static CryptoEtl.Core.Historical.SeriesColumns;

namespace CryptoEtl.Core.Historical;

/// <summary>Rows of history as the sources give them: here CoinGecko's.</summary>
/// <remarks>Read from raw answers; they become bronze tables with the pipeline that writes them.</remarks>
public static partial class HistoricalTables
{
    public static readonly TableDefinition PricePoint = new(Layer.Transient, "historical_price_point",
        "One stamp of a CoinGecko market chart: the three arrays joined by stamp, oldest first.", ["batch_id", "asset_id", "contract", "stamp"],
        new("asset_id", Text, "CoinGecko id that was asked for. Null where a contract was asked for."),
        new("contract", Text, "platform:address that was asked for. Null where an id was asked for."),
        Stamp, UtcDay,
        new("price_usd", Number, "Price at the stamp, USD per coin. Null: null there, or the stamp is not in prices."),
        new("market_cap_usd", Number, "Market cap at the stamp, USD. Null: null there (it happens), or the stamp is not in market_caps."),
        new("volume_24h_usd", Number, "Volume of the 24 h before the stamp, USD. Null: null there, or the stamp is not in total_volumes."),
        new("repeats", Integer, "How often an array gave the stamp again; the last value counts. 0 as a rule."),
        IsLive, Bronze.TypeErrors);

    public static readonly TableDefinition Candle = new(Layer.Transient, "historical_candle",
        "One CoinGecko candle. There is no volume; candles are not stitched: an open is not the close before.", ["batch_id", "asset_id", "stamp"],
        new("asset_id", Text, "CoinGecko id that was asked for."),
        Stamp, UtcDay,
        new("open_usd", Number, "First price of the candle, USD per coin."),
        new("high_usd", Number, "Highest price, USD per coin."),
        new("low_usd", Number, "Lowest price, USD per coin."),
        new("close_usd", Number, "Last price, USD per coin; the stamp is its time. Of the running candle the stamp lies in the future."),
        IsLive, Bronze.TypeErrors);

    public static readonly TableDefinition CoinDay = new(Layer.Transient, "historical_coin_day",
        "One coin at 00:00 UTC of the date asked for, as CoinGecko's /coins/{id}/history gave it: the end of the day before.", ["batch_id", "asset_id", "stamp"],
        new("asset_id", Text, "CoinGecko id, from the answer."),
        new("symbol", Text, "Ticker, as it is today."),
        new("name", Text, "Name, as it is today."),
        Stamp, UtcDay,
        new("has_market_data", Flag, "False: market_data is missing, so nothing is known of that day."),
        new("price_usd", Number, "current_price.usd, USD per coin. Null: not known that day (an empty object also means that)."),
        new("market_cap_usd", Number, "market_cap.usd, USD."),
        new("volume_24h_usd", Number, "total_volume.usd over the 24 h before, USD."),
        new("reddit_posts_48h", Number, "reddit_average_posts_48h, as given. Null: not told."),
        new("reddit_comments_48h", Number, "reddit_average_comments_48h, as given. Null: not told."),
        new("reddit_subscribers", Number, "Count. Null: not told."),
        new("reddit_accounts_active_48h", Number, "Count; the source writes it as a number or as a text. Null: not told."),
        new("twitter_followers", Number, "Count, in answers before 2025-05-15. Null: not told."),
        Bronze.TypeErrors);

    public static readonly TableDefinition GlobalPoint = new(Layer.Transient, "historical_global_point",
        "The whole market at one stamp, as CoinGecko's /global/market_cap_chart gave it.", ["batch_id", "stamp"],
        Stamp, UtcDay,
        new("market_cap_usd", Number, "Market cap of all coins at the stamp, USD. Null: null there, or no such stamp."),
        new("volume_24h_usd", Number, "Volume of all coins over the 24 h before, USD. Null: null there, or no such stamp."),
        new("repeats", Integer, "How often an array gave the stamp again; the last value counts. 0 as a rule."),
        IsLive, Bronze.TypeErrors);

    public static readonly TableDefinition Quote = new(Layer.Transient, "historical_quote",
        "One price of one moment, as CoinGecko's /simple/price or DefiLlama's /prices/current gave it.", ["batch_id", "source", "quoted_id"],
        new("source", Text, "coingecko or defillama."),
        new("quoted_id", Text, "As asked for, such as bitcoin or coingecko:bitcoin. A coin the source does not know has no row."),
        new("asset_id", Text, "CoinGecko id. Null: a contract was asked for."),
        new("symbol", Text, "Ticker, in any case. Null: not told. A renamed coin may bear another's (WMATIC)."),
        new("price_usd", Number, "USD per coin. Null: the quote currency is not known for it."),
        new("market_cap_usd", Number, "USD. Null: not asked for, or not told."),
        new("volume_24h_usd", Number, "Rolling 24 h, USD. Null: not asked for, or not told."),
        new("change_24h_pct", Number, "Percent. Null: not asked for, or not told."),
        new("decimals", Integer, "Decimal places of the token. Null: not told."),
        new("confidence", Number, "0 to 1. Null: not told."),
        new("stamp", Instant, "The price's own stamp: the nearest stored one, before or after the time asked for. Null: not told."),
        Bronze.TypeErrors);
}
