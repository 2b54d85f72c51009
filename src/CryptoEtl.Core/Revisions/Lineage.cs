using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Revisions;

/// <summary>Rows that a row was made of: those whose columns hold what the row's columns hold. Of tables of snapshots only the row's own batch counts.</summary>
/// <param name="Of">The table made.</param>
/// <param name="From">The table it was made of.</param>
/// <param name="On">Column of <paramref name="Of"/> and of <paramref name="From"/>. None: every row of the batch.</param>
public sealed record LineageStep(TableDefinition Of, TableDefinition From, params (string Of, string From)[] On)
{
    /// <summary>Holds only for rows with this text in this column. Null: for all.</summary>
    public (string Column, string Text)? When { get; init; }

    /// <summary>Only rows made of with this text in this column. Null: all.</summary>
    public (string Column, string Text)? Where { get; init; }

    /// <summary>Only what was available so long after the end of the row's period: the row was decided then. Null: all that was seen.</summary>
    public TimeSpan? DecidedAfter { get; init; }

    /// <summary>Which subjects of the table made of are the asset's, where no column tells: the batch's pages of work do. Null: a column tells.</summary>
    public Func<AssetWork, IReadOnlyList<string>>? Subjects { get; init; }
}

/// <summary>What each derived table is made of.</summary>
public static class Lineage
{
    private static readonly (string, string) Asset = ("asset_id", "asset_id"), Day = ("day", "day"), Product = ("product_id", "product_id");
    private static readonly (string, string) Venue = ("venue_id", "venue_id"), Symbol = ("symbol", "symbol");

    private static readonly IReadOnlyList<LineageStep> All =
    [
        new(LiveTables.AssetFeatures, LiveTables.Silver, Asset),
        new(LiveTables.MarketFeatures, LiveTables.Silver),
        new(LiveTables.Silver, LiveTables.BronzeMarket, Asset),
        new(LiveTables.Silver, LiveTables.BronzeSocial, ("lunarcrush_id", "lunarcrush_id")),
        new(LiveTables.Silver, LiveTables.SilverMapping, Asset),
        new(LiveTables.SilverMapping, LiveTables.BronzeOnchain, ("source_id", "protocol_id")) { When = ("source", "defillama") },
        new(LiveTables.SilverMapping, LiveTables.BronzeSocial, ("source_id", "lunarcrush_id")) { When = ("source", "lunarcrush") },

        new(DerivativesSilver.Market, DerivativesSilver.Contract),
        new(DerivativesSilver.Asset, DerivativesSilver.Contract, Asset),
        new(DerivativesSilver.Venue, DerivativesSilver.Contract, Venue),
        new(DerivativesSilver.Venue, DerivativesTables.Venue, Venue),
        new(DerivativesSilver.Contract, DerivativesTables.Ticker, Venue, Symbol),
        new(DerivativesSilver.Contract, DerivativesTables.Contract, Symbol, (Tables.RawSha256, Tables.RawSha256)),
        new(DerivativesSilver.Unmapped, DerivativesTables.Ticker, Venue, Symbol),

        new(CoinbaseTables.Market, CoinbaseTables.Product, Product),
        new(CoinbaseTables.Market, CoinbaseTables.Ticker, ("base_currency", "base"), ("quote_currency", "target")),
        new(CoinbaseTables.State, CoinbaseTables.Market, Product),
        new(CoinbaseTables.Asset, CoinbaseTables.Market, Asset),
        new(CoinbaseTables.Difference, CoinbaseTables.Market, Product),

        new(HistoricalTables.SilverMarket, HistoricalTables.Chart, Asset, Day),
        new(HistoricalTables.SilverMarket, HistoricalTables.Candles, Asset, Day),
        new(HistoricalTables.SilverHour, HistoricalTables.Chart, Asset, ("hour", "day")),
        new(HistoricalTables.SilverHour, HistoricalTables.Candles, Asset, ("hour", "day")),
        new(HistoricalTables.SilverSocial, HistoricalTables.SocialDay, ("lunarcrush_id", "lunarcrush_id"), Day),
        new(HistoricalTables.SilverOnchain, HistoricalTables.Tvl, Day) { Subjects = work => work.TvlSlugs },
        new(HistoricalTables.SilverOnchain, HistoricalTables.Dex, Day) { Subjects = work => work.DexSlugs },
        new(UniverseTables.Silver, HistoricalTables.Chart, Asset, ("cap_day", "day")) { Where = ("grain", "day"), DecidedAfter = new UniverseRules().DecisionOffset },
        new(UniverseTables.Identity, UniverseTables.Listing, Asset),
        new(UniverseTables.Classification, UniverseTables.Listing, Asset),
    ];

    /// <summary>The steps that lead back from a table; none from bronze.</summary>
    public static IEnumerable<LineageStep> Of(TableDefinition table) => All.Where(step => step.Of.FullName == table.FullName);
}
