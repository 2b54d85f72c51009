namespace CryptoEtl.Core.Revisions;

/// <summary>By which columns a person names rows of a table: the asset and the day.</summary>
public static class RowNames
{
    private static readonly string[] Assets =
    [
        "asset_id", "slug", "lunarcrush_id", "product_id", "stablecoin_id", "protocol_id", "perp_id", "symbol", "venue_id", "source_id", "base", "subject", "row_key", "field",
    ];

    /// <summary>The column that names the asset, or what comes closest: of the key where the key has one. Null: rows of the whole market.</summary>
    public static Column? AssetOf(TableDefinition table) =>
        Assets.Where(table.Key.Contains).Concat(Assets).Select(name => Find(table, name)).FirstOrDefault(column => column is not null);

    /// <summary>The column whose UTC day is the day a row is about: <c>day</c>, else the day or moment in the key, else the batch's day.</summary>
    public static Column DayOf(TableDefinition table) =>
        Find(table, "day")
        ?? table.Key.Select(name => Find(table, name)).FirstOrDefault(column => column?.Type is ColumnType.Day or ColumnType.Instant)
        ?? Find(table, Tables.EventDate)!;

    private static Column? Find(TableDefinition table, string name) => table.Columns.FirstOrDefault(column => column.Name == name);
}
