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

    public static readonly TableDefinition Health = new(Layer.Features, "health",
        "How the values of one feature lie on one day, and how that compares with the days before: docs/feature-health.md. Rows are never revised.", ["date", "feature"],
        [
            new("date", Day, "UTC day d."),
            new("feature", Text, "Column of features_asset_daily or features_market_daily."),
            new("rows", Integer, "Rows of members of the universe; 1 for a feature of the market."),
            new("nulls", Integer, "Nulls in these rows."),
            new("null_share", Number, "nulls / rows, a fraction. Null: there is no row."),
            new("due_rows", Integer, "Rows of members that have bars for longer than the feature looks back: they are due to have a value."),
            new("due_nulls", Integer, "Nulls in these rows."),
            new("null_share_before", Number, "Median of due_nulls / due_rows of the accepted days before, a fraction. Null: fewer than 10 of them, or no row is due."),
            new("mean", Number, "Of the members' values. Null: there is none."),
            new("std", Number, "Their sample deviation. Null: fewer than two values."),
            new("p05", Number, "Their 5 % quantile, linear between neighbours. Null: there is no value."),
            new("p50", Number, "Their median. Null: there is no value."),
            new("p95", Number, "Their 95 % quantile. Null: there is no value."),
            new("p50_before", Number, "Median of p50 of the accepted days before. Null: fewer than 10 of them, or fewer than 5 values."),
            new("spread_before", Number, "Median of p95 - p05 of these days; for a feature of the market between the 5 % and 95 % quantile of its values on them. Null: as p50_before."),
            new("drift", Number, "Mean distance of p05, p50 and p95 from their medians of these days, over spread_before. Null: as p50_before, or the feature was constant."),
            new("is_jump", Flag, "True: a data incident. The day is left out of what later days are compared with."),
            new("reason", Text, "What jumped, from and to. Null: nothing."),
            new("all_rows", Integer, "Rows of members and others."),
            new("all_nulls", Integer, "Nulls in these rows."),
        ])
    { IsByOwnDay = true };

    public static IReadOnlyList<TableDefinition> All => [Asset, Market, Health];

    private static Column ColumnOf(Feature feature) => new(feature.Name, Number,
        $"{feature.Formula}.{(feature.Window == "" ? "" : $" {feature.Window}.")}{(feature.Unit == "" ? "" : $" Unit: {feature.Unit}.")} Null: an input is missing, too few observations, or a division by zero.");
}
