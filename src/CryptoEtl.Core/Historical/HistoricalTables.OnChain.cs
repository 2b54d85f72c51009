using static CryptoEtl.Core.ColumnType;
using static CryptoEtl.Core.Historical.SeriesColumns;

namespace CryptoEtl.Core.Historical;

/// <summary>DefiLlama's part.</summary>
public static partial class HistoricalTables
{
    public static readonly TableDefinition ProtocolTvl = new(Layer.Transient, "historical_protocol_tvl",
        "One point of a protocol's TVL: a level, taken at the first hourly snapshot at or after the stamp.", ["batch_id", "slug", "scope", "stamp"],
        new("slug", Text, "DefiLlama slug that was asked for."),
        new("scope", Text, "all, or a key of chainTvls as given: a chain (Ethereum), a part of one (Ethereum-borrowed) or a part of all (borrowed). Never sum them."),
        Stamp, UtcDay,
        new("tvl_usd", Number, "USD. Null: not told. Zero: it said zero; false zeros exist."),
        IsLive, Bronze.TypeErrors);

    public static readonly TableDefinition ChainTvl = new(Layer.Transient, "historical_chain_tvl",
        "One point of a chain's TVL without liquid staking and double counting: not the sum of its protocols.", ["batch_id", "chain", "stamp"],
        new("chain", Text, "Chain that was asked for, by its new name. all: all chains."),
        Stamp, UtcDay,
        new("tvl_usd", Number, "USD, a level. Null: not told."),
        IsLive, Bronze.TypeErrors);

    public static readonly TableDefinition DexVolume = new(Layer.Transient, "historical_dex_volume",
        "Volume of decentralised exchanges: one day of a chart, or rolling totals at the moment of the answer.", ["batch_id", "scope", "protocol_id", "slug", "chain", "stamp"],
        new("scope", Text, "all (or all of one chain) or protocol."),
        new("measure", Text, "day: volume_usd is the flow of the day. rolling: the totals; they are no chart points."),
        new("chain", Text, "Chain that was asked for. all: all chains."),
        new("protocol_id", Text, "defillamaId. Null for all together."),
        new("slug", Text, "DefiLlama slug. Null for all together, and on some rows."),
        new("name", Text, "Name as given, or the adapter's name where that is missing."),
        new("parent_protocol", Text, "parent#slug. Null: none."),
        new("chains", Text, "Chains, | separated, by display name."),
        Stamp, UtcDay,
        new("volume_usd", Number, "Flow of the day that starts at the stamp, USD. Null on rolling rows."),
        new("total_24h_usd", Number, "Last 24 h, USD. Null: the key is missing, or a row of a day."),
        new("total_48h_to_24h_usd", Number, "The 24 h before, USD."),
        new("total_7d_usd", Number, "Last 7 days, USD."),
        new("total_30d_usd", Number, "Last 30 days, USD."),
        new("total_1y_usd", Number, "Last year, USD."),
        new("total_all_time_usd", Number, "Ever, USD."),
        new("change_1d_pct", Number, "Percent."),
        IsLive, Bronze.TypeErrors);

    public static readonly TableDefinition Stablecoin = new(Layer.Transient, "historical_stablecoin",
        "One day and one peg of DefiLlama's /stablecoincharts. Gaps are filled forward inside the answer.", ["batch_id", "chain", "stablecoin_id", "stamp", "peg_type"],
        new("chain", Text, "Chain that was asked for. all: all chains."),
        new("stablecoin_id", Text, "The one coin that was asked for. Null: all of them."),
        new("peg_type", Text, "Such as peggedUSD. Null: the day has no figure at all."),
        Stamp, UtcDay,
        new("circulating", Number, "totalCirculating, units of the peg. Null: no reading."),
        new("unreleased", Number, "totalUnreleased, units of the peg. Null: no reading."),
        new("circulating_usd", Number, "totalCirculatingUSD, USD; an unpriced dollar coin counts as 1. Null: no reading."),
        new("minted_usd", Number, "totalMintedUSD, USD. Always 0 where chain is all."),
        new("bridged_to_usd", Number, "totalBridgedToUSD, USD. Always 0 where chain is all."),
        IsLive, Bronze.TypeErrors);
}
