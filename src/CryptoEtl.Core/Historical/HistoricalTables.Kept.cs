using static CryptoEtl.Core.ColumnType;
using static CryptoEtl.Core.Historical.SeriesColumns;

namespace CryptoEtl.Core.Historical;

/// <summary>The tables that <c>historical</c> leaves. All but the coverage are revision ledgers.</summary>
public static partial class HistoricalTables
{
    private static readonly Column Grain = new("grain", Text, "day or hour: what was asked for.");

    public static readonly TableDefinition Chart = new(Layer.Bronze, "historical_chart",
        "One point of a coin's market chart, as CoinGecko told it. Points of the moment are left out.", ["asset_id", "grain", "stamp"],
        new("asset_id", Text, "CoinGecko id."),
        Grain, Stamp, UtcDay,
        new("price_usd", Number, "Price at the stamp, USD per coin. Null: not told."),
        new("market_cap_usd", Number, "Market cap at the stamp, USD. Null: not told. Zero means unknown too."),
        new("volume_24h_usd", Number, "Volume of the 24 h before the stamp, USD. Null: not told."),
        Bronze.TypeErrors, Revision);

    public static readonly TableDefinition Candles = new(Layer.Bronze, "historical_candle",
        "One candle, as CoinGecko told it; the stamp is its close. Running candles are left out. There is no volume.", ["asset_id", "grain", "stamp"],
        new("asset_id", Text, "CoinGecko id."),
        Grain, Stamp, UtcDay,
        new("open_usd", Number, "USD per coin."),
        new("high_usd", Number, "USD per coin."),
        new("low_usd", Number, "USD per coin."),
        new("close_usd", Number, "USD per coin."),
        Bronze.TypeErrors, Revision);

    public static readonly TableDefinition Tvl = new(Layer.Bronze, "historical_tvl",
        "The value locked in one protocol at the end of a day, as DefiLlama told it.", ["slug", "stamp"],
        new("slug", Text, "DefiLlama slug."),
        Stamp, UtcDay,
        new("tvl_usd", Number, "All chains, without borrowed, staked and the like, USD. Null: not told. False zeros exist."),
        Bronze.TypeErrors, Revision);

    public static readonly TableDefinition Dex = new(Layer.Bronze, "historical_dex",
        "What one decentralised exchange turned over in a day, as DefiLlama told it.", ["slug", "stamp"],
        new("slug", Text, "DefiLlama slug that was asked for."),
        Stamp, UtcDay,
        new("volume_usd", Number, "Flow of the day that starts at the stamp, USD. Null: not told."),
        Bronze.TypeErrors, Revision);

    public static readonly TableDefinition SocialDay = new(Layer.Bronze, "historical_social",
        "One daily bucket of a coin's social series, as LunarCrush told it. The stamp is its start; running buckets are left out.", ["lunarcrush_id", "stamp"],
        new("lunarcrush_id", Integer, "LunarCrush's numeric id."),
        Stamp, UtcDay,
        new("contributors_active", Number, "Count. Null: not told, as for small coins."),
        new("interactions", Number, "Count."),
        new("posts_active", Number, "Count."),
        new("sentiment", Number, "0 to 100."),
        new("social_dominance_pct", Number, "Percent of all social volume."),
        new("galaxy_score", Number, "0 to 100, relative to the coins tracked then."),
        new("alt_rank", Number, "1 is best, relative to the coins tracked then."),
        Bronze.TypeErrors, Revision);

    public static readonly TableDefinition Coverage = new(Layer.Bronze, "historical_coverage",
        "One answered request for a series: which days it covered. What is covered is not asked again; it is the checkpoint of every asset.",
        ["batch_id", "series", "subject", "from_day", "to_day"],
        new("series", Text, "chart, chart_hour, candle, candle_hour, tvl, dex or social."),
        new("subject", Text, "CoinGecko id, DefiLlama slug or LunarCrush id, by the series."),
        new("from_day", Day, "First UTC day that was asked for."),
        new("to_day", Day, "Last UTC day whose value was settled when the answer was made."),
        new("points", Integer, "Points the answer held for these days."),
        new("first_day", Day, "UTC day of the first of them. Null: there is none."),
        new("last_day", Day, "UTC day of the last of them. Null: there is none."),
        new("last_price_usd", Number, "Of a chart: the last price told, USD per coin. Null: none, or no chart."),
        new("last_cap_usd", Number, "Of a chart: the last market cap above zero, USD. Null: none, or no chart."),
        new("is_absent", Flag, "The source has no such thing (404)."),
        new("request", Text, "Path and query, without any secret."));

    public static readonly TableDefinition SilverMarket = new(Layer.Silver, "historical_market",
        "One asset's bar of one UTC day: open, high, low, close, volume and market cap.", ["asset_id", "day"],
        new("asset_id", Text, "CoinGecko id."),
        UtcDay,
        new("open_usd", Number, "USD per coin. Null: no bar can be made (bar_source close)."),
        new("high_usd", Number, "USD per coin. Null as open_usd."),
        new("low_usd", Number, "USD per coin. Null as open_usd."),
        new("close_usd", Number, "USD per coin."),
        new("volume_usd", Number, "Volume of the day, USD. Null: not told."),
        new("market_cap_usd", Number, "At the end of the day, USD. Null: not told, or told as zero."),
        new("bar_source", Text, "candle: the day's own candle. hours: first, highest, lowest and last of the hourly points. points: open and close are the daily points "
            + "at both ends of the day, high and low the larger and the smaller of the two. close: only the point at the end."),
        new("points", Integer, "Points the bar was made of."),
        Revision);

    public static readonly TableDefinition SilverHour = new(Layer.Silver, "historical_hour",
        "One asset's bar of one hour, where hours were asked for.", ["asset_id", "hour"],
        new("asset_id", Text, "CoinGecko id."),
        new("hour", Instant, "Start of the hour, UTC."),
        new("open_usd", Number, "USD per coin. Null: no candle."),
        new("high_usd", Number, "USD per coin. Null: no candle."),
        new("low_usd", Number, "USD per coin. Null: no candle."),
        new("close_usd", Number, "USD per coin: the candle's, else the last point of the hour."),
        new("volume_24h_usd", Number, "Volume of the 24 h before the last point of the hour, USD: rolling, no volume of the hour."),
        new("market_cap_usd", Number, "At the last point of the hour, USD. Null: not told, or told as zero."),
        new("bar_source", Text, "candle or point."),
        new("points", Integer, "Chart points in the hour: 0, 1 or 2."),
        Revision);

    public static readonly TableDefinition SilverOnchain = new(Layer.Silver, "historical_onchain",
        "One asset's value locked and exchange volume of one UTC day, summed over its protocols; parents are not added to their children.", ["asset_id", "day"],
        new("asset_id", Text, "CoinGecko id of the protocols' token."),
        UtcDay,
        new("tvl_usd", Number, "At the end of the day, USD. Null: no protocol told it."),
        new("tvl_protocols", Integer, "How many were summed."),
        new("dex_volume_usd", Number, "Flow of the day, USD. Null: no exchange told it."),
        new("dex_protocols", Integer, "How many were summed."),
        Revision);

    public static readonly TableDefinition SilverSocial = new(Layer.Silver, "historical_social",
        "One asset's social figures of one UTC day.", ["asset_id", "day"],
        new("asset_id", Text, "CoinGecko id."),
        UtcDay,
        new("lunarcrush_id", Integer, "LunarCrush's id of the asset."),
        new("interactions", Number, "Count. Null: not told."),
        new("posts_active", Number, "Count."),
        new("contributors_active", Number, "Count."),
        new("sentiment", Number, "0 to 100."),
        new("social_dominance_pct", Number, "Percent."),
        new("galaxy_score", Number, "0 to 100."),
        new("alt_rank", Number, "1 is best."),
        Revision);

    /// <summary>Those that are written.</summary>
    public static IReadOnlyList<TableDefinition> Kept =>
        [Chart, Candles, Tvl, Dex, SocialDay, Coverage, SilverMarket, SilverHour, SilverOnchain, SilverSocial];
}
