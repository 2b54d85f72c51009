using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Core;

/// <summary>The catalogue of every table, and the columns all of them share.</summary>
public static class Tables
{
    public const string EventTime = "event_time";
    public const string AvailableAt = "available_at";
    public const string ObservedAt = "observed_at";
    public const string BatchId = "batch_id";
    public const string RawSha256 = "raw_sha256";

    /// <summary>Column of revision ledgers: how a row differs from the one before it with the same key.</summary>
    public const string Revision = "revision";

    /// <summary>Partition column: the UTC day of the batch, or of the row itself where <see cref="TableDefinition.IsByOwnDay"/>.</summary>
    public const string EventDate = "event_date";

    /// <summary>Two clocks, the batch and the raw answer: on every row of every table.</summary>
    public static readonly Column[] Clocks =
    [
        new(EventTime, ColumnType.Instant, "The moment, or the end of the period, that the values describe."),
        new(AvailableAt, ColumnType.Instant, "When the source publishes such a value: event_time plus its declared lag, never after observed_at."),
        new(ObservedAt, ColumnType.Instant, "When we saw it."),
        new(BatchId, ColumnType.Text, "Pipeline and slot of the run that wrote the row."),
        new(RawSha256, ColumnType.Text, "SHA-256 of the raw answer the row was read from. Null for rows that no single answer explains."),
        new(EventDate, ColumnType.Day, "Partition column: the UTC day of the batch's slot; in features_asset_daily, features_market_daily and features_health the row's own date."),
    ];

    /// <summary>Every table there is.</summary>
    public static IReadOnlyList<TableDefinition> All =>
    [
        LiveTables.BronzeMarket, LiveTables.BronzeSocial, LiveTables.BronzeOnchain,
        LiveTables.Silver, LiveTables.SilverMapping,
        LiveTables.AssetFeatures, LiveTables.MarketFeatures,
        .. DerivativesTables.All, .. DerivativesSilver.All,
        .. CoinbaseTables.All,
        .. UniverseTables.Kept, .. HistoricalTables.Kept, .. FeatureTables.All,
        GateTables.Verdict, GateTables.Quarantine, GateTables.Gap, GateTables.Drift, GateTables.Override, GateTables.QuarantineAction,
    ];

    /// <summary>The table of that full name, such as <c>silver_live</c>.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static TableDefinition Named(string fullName) =>
        All.FirstOrDefault(table => table.FullName == fullName)
        ?? throw new BadInputException($"no table '{fullName}'; there are: {string.Join(", ", All.Select(t => t.FullName))}");
}
