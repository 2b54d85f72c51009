using CryptoEtl.Core.Historical;
using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Universe;

/// <summary>The tables that <c>universe</c> leaves: revision ledgers.</summary>
public static partial class UniverseTables
{
    public static readonly TableDefinition Listing = new(Layer.Bronze, "universe_listing",
        "One coin as CoinGecko's lists gave it, active and inactive ones. A later row tells what changed; a coin that is on no list any more is withdrawn.", ["asset_id"],
        new("asset_id", Text, "CoinGecko id."),
        new("symbol", Text, "Ticker as given. Not unique, can be empty."),
        new("name", Text, "Name as given."),
        new("contracts", Text, "platform:address pairs, | separated. Null: a coin of its own chain."),
        new("status", Text, "active or inactive."),
        new("activated_at", Instant, "When it was listed, from the newest 200. Null: not told; once told, it stays."),
        Bronze.TypeErrors, SeriesColumns.Revision);

    public static readonly TableDefinition Stablecoins = new(Layer.Bronze, "universe_stablecoin",
        "One stablecoin as DefiLlama lists it: evidence for the classification.", ["stablecoin_id"],
        new("stablecoin_id", Text, "DefiLlama id."),
        new("gecko_id", Text, "CoinGecko id. Null: none."),
        new("name", Text, "Name."),
        new("symbol", Text, "Ticker. Not unique."),
        new("peg_type", Text, "Such as peggedUSD."),
        new("peg_mechanism", Text, "fiat-backed, crypto-backed or algorithmic."),
        Bronze.TypeErrors, SeriesColumns.Revision);

    public static readonly TableDefinition Silver = new(Layer.Silver, "universe",
        "One asset on one day: a member, with its rank by the market cap known at the day's decision time; or one that was left out or left, with the reason.", ["day", "asset_id"],
        new("day", ColumnType.Day, "UTC day d. Decided at d+1 00:00 plus the decision offset (60 minutes)."),
        new("asset_id", Text, "CoinGecko id."),
        new("is_member", Flag, "True: a member on that day."),
        new("rank", Integer, "Among those that may be members, from 1. Ties: larger volume, then asset id. Null: not a candidate for membership."),
        new("rank_all", Integer, "Among all coins with a known cap, excluded ones too, from 1. Null: no cap is known."),
        new("market_cap_usd", Number, "The newest cap known at decision time, USD. Null: none is known, or it is too old."),
        new("cap_day", ColumnType.Day, "UTC day that the cap is of: the day itself, or up to 3 days before."),
        new("volume_usd", Number, "Median daily volume over the last 30 days known at decision time, USD. Null: none told."),
        new("age_days", Integer, "Days since the first known cap or price, 0 on the first."),
        new("change", Text, "entered, stays, left or excluded."),
        new("reason", Text, "Why; docs/universe.md lists the codes."),
        new("is_survivorship_free", Flag, "False: the sources' plan did not list inactive coins, so dead ones are missing."),
        SeriesColumns.Revision);

    public static readonly TableDefinition Identity = new(Layer.Silver, "universe_identity",
        "One thing an asset was known by, and from when to when: an id at another source, a symbol, a name, a contract, the id it went on under.", ["asset_id", "kind", "value", "valid_from"],
        new("asset_id", Text, "CoinGecko id."),
        new("kind", Text, "symbol, name, contract, status (active or inactive), successor, predecessor, lunarcrush_id, defillama_slug or stablecoin_id."),
        new("value", Text, "Symbols lower case; contracts platform:address; ids as the source writes them."),
        new("valid_from", Instant, "From when it held, as far as is known: never before we or the source saw it, but for things that hold for life."),
        new("valid_to", Instant, "Until when, exclusive. Null: it still holds."),
        new("evidence", Text, "What says so."),
        SeriesColumns.Revision);

    public static readonly TableDefinition Classification = new(Layer.Silver, "universe_class",
        "One reason to keep an asset out of a universe of coins in their own right, with its evidence and the day it holds from.", ["asset_id", "class", "evidence"],
        new("asset_id", Text, "CoinGecko id."),
        new("class", Text, "stablecoin, wrapped, staked, bridged or leveraged."),
        new("evidence", Text, "name, symbol, stablecoin_list or price_peg."),
        new("detail", Text, "What was found, such as the name or the share of days near the peg."),
        new("valid_from", ColumnType.Day, "First UTC day it is used for: the day on which its price had shown it. Null: from its first day on, as what a coin is by nature."),
        SeriesColumns.Revision);

    /// <summary>Those that are written.</summary>
    public static IReadOnlyList<TableDefinition> Kept => [Listing, Stablecoins, Silver, Identity, Classification];
}
