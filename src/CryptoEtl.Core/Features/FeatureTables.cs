using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Features;

/// <summary>The tables that the pipeline <c>features</c> writes.</summary>
public static class FeatureTables
{
    private static readonly Column Decision = new("decision_time", Instant, "UTC. When the row could have been made: the end of the day plus the decision offset. What uses it starts then or later, never at the close of the day.");

    private static readonly Column Published = new("max_published_at", Instant, "UTC. Last publication among all observations that the row was made of; never after decision_time.");

    private static readonly Column Version = new("spec_version", Text, "Version of the definitions in docs/features.md.");

    private static readonly Column Config = new("config_hash", Text, "SHA-256 of the lags, limits and sizes that the row was made with.");

    public static readonly TableDefinition Asset = new(Layer.Features, "asset_daily",
        "Features of one asset as they could be known at the day's decision time. Rows are never revised.", ["asset_id", "date"],
        [
            new("asset_id", Text, "CoinGecko id."),
            new("date", Day, "UTC day d."),
            Decision,
            new("is_member", Flag, "True: a member of the day's universe. Columns that compare members are null for others."),
            Published, Version, Config, .. FeatureCatalogue.Asset.Select(ColumnOf),
        ])
    { IsByOwnDay = true };

    public static readonly TableDefinition Market = new(Layer.Features, "market_daily",
        "Features of the market as a whole, one row a day, as they could be known at the day's decision time. Rows are never revised.", ["date"],
        [new("date", Day, "UTC day d."), Decision, Published, Version, Config, .. FeatureCatalogue.Market.Select(ColumnOf)])
    { IsByOwnDay = true };

    public static IReadOnlyList<TableDefinition> All => [Asset, Market];

    private static Column ColumnOf(Feature feature) => new(feature.Name, Number,
        $"{feature.Formula}.{(feature.Window == "" ? "" : $" {feature.Window}.")}{(feature.Unit == "" ? "" : $" Unit: {feature.Unit}.")} Null: an input is missing, too few observations, or a division by zero.");
}
