using static CryptoEtl.Core.ColumnType;
using static CryptoEtl.Core.Historical.SeriesColumns;

namespace CryptoEtl.Core.Historical;

/// <summary>LunarCrush's part, and the list of all.</summary>
public static partial class HistoricalTables
{
    public static readonly TableDefinition Social = new(Layer.Transient, "historical_social",
        "One bucket of a LunarCrush time series. The stamp is its start. Its open, high and low are no market data and are left out.",
        ["batch_id", "lunarcrush_id", "bucket", "stamp"],
        new("lunarcrush_id", Integer, "LunarCrush's numeric id, from the answer's config. Null: the config does not tell."),
        new("bucket", Text, "hour or day."),
        Stamp, UtcDay,
        new("contributors_active", Number, "Count over the bucket. Null: the key is missing, as for small coins."),
        new("contributors_created", Number, "Count over the bucket."),
        new("interactions", Number, "Count over the bucket."),
        new("posts_active", Number, "Count over the bucket."),
        new("posts_created", Number, "Count over the bucket."),
        new("spam", Number, "Count over the bucket."),
        new("sentiment", Number, "0 to 100."),
        new("social_dominance_pct", Number, "Percent of all social volume."),
        new("galaxy_score", Number, "0 to 100, relative to the coins tracked then."),
        new("alt_rank", Number, "1 is best, relative to the coins tracked then."),
        new("price_usd", Number, "close, USD per coin: another feed's price, for cross-checks only."),
        new("market_cap_usd", Number, "USD."),
        new("market_dominance_pct", Number, "Percent."),
        new("circulating_supply", Number, "Coins."),
        new("volume_24h_usd", Number, "Rolling 24 h, USD."),
        IsLive, Bronze.TypeErrors);

    public static readonly TableDefinition SocialChange = new(Layer.Transient, "historical_social_change",
        "One entry of LunarCrush's /system/changes: the only sign that its past was rewritten.", ["batch_id", "asset_type", "asset_key", "changed_at", "change"],
        new("asset_type", Text, "Such as coins."),
        new("asset_key", Text, "asset_id as text; the source gives a number or a text."),
        new("asset_name", Text, "Name as given."),
        new("change", Text, "What happened, in the source's words."),
        new("description", Text, "More of it. Null: none."),
        new("changed_at", Instant, "time."),
        Bronze.TypeErrors);

    /// <summary>Every table of history.</summary>
    public static IReadOnlyList<TableDefinition> All =>
        [PricePoint, Candle, CoinDay, GlobalPoint, Quote, ProtocolTvl, ChainTvl, DexVolume, Stablecoin, Social, SocialChange];
}
