using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>What a row says about a day of an asset.</summary>
internal enum DayWord
{
    Has,
    TakenBack,
    Held,
}

/// <summary>Reads assets and days out of files, and nothing else.</summary>
internal static class CoverageRows
{
    private static readonly string[] Held = ["table_name", "row_json"];

    /// <summary>Silver tables that have a row per asset and day.</summary>
    public static IReadOnlyList<TableDefinition> Tables { get; } =
        [.. Core.Tables.All.Where(table => table.Layer == Layer.Silver && table.Key is ["asset_id", "day"] && table.Columns.Any(column => column is { Name: "day", Type: ColumnType.Day }))];

    /// <summary>Bronze tables whose rows, where they are held back, leave a gap in a table. Others name no asset of ours.</summary>
    public static IReadOnlyList<TableDefinition> SourcesOf(TableDefinition table) =>
        table == HistoricalTables.SilverMarket ? [HistoricalTables.Chart, HistoricalTables.Candles] : [];

    /// <summary>Rows of a file, those seen first first.</summary>
    public static async IAsyncEnumerable<(string Asset, DateTime Day, DayWord Word)> ReadAsync(
        LakeTable table, DeltaAdd file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var columns = new HashSet<string>(["asset_id", "day", Core.Tables.ObservedAt], StringComparer.Ordinal);
        if (table.Definition.IsLedger)
            columns.Add(Core.Tables.Revision);
        await foreach (var rows in table.ReadFileAsync(file, columns, cancellation))
        {
            var (assets, days, seen) = (rows.Texts("asset_id"), rows.Instants("day"), rows.Instants(Core.Tables.ObservedAt));
            var revisions = table.Definition.IsLedger ? rows.Texts(Core.Tables.Revision) : null;
            foreach (var row in Enumerable.Range(0, rows.RowCount).OrderBy(row => seen[row]))
            {
                if (assets[row] is { } asset && days[row] is { } day)
                    yield return (asset, day, revisions?[row] == RevisionClasses.Withdrawn ? DayWord.TakenBack : DayWord.Has);
            }
        }
    }

    /// <summary>Rows of the quarantine that were meant for one of the sources.</summary>
    public static async IAsyncEnumerable<(string Asset, DateTime Day, DayWord Word)> HeldAsync(
        LakeTable quarantine, DeltaAdd file, IReadOnlyList<TableDefinition> sources, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var days = sources.ToDictionary(source => source.FullName, source => RowNames.DayOf(source).Name);
        if (!days.Keys.Any(name => FileStatistics.Of(file).MayHold("table_name", name)))
            yield break;
        await foreach (var rows in quarantine.ReadFileAsync(file, Held.ToHashSet(StringComparer.Ordinal), cancellation))
        {
            var (names, values) = (rows.Texts("table_name"), rows.Texts("row_json"));
            for (var row = 0; row < rows.RowCount; row++)
            {
                if (days.TryGetValue(names[row] ?? "", out var column) && RowOf(values[row], column) is { } found)
                    yield return (found.Asset, found.Day, DayWord.Held);
            }
        }
    }

    /// <summary>Null where the row was held back because it tells neither asset nor day.</summary>
    private static (string Asset, DateTime Day)? RowOf(string? json, string column)
    {
        using var row = JsonDocument.Parse(json ?? "{}");
        return row.RootElement.TryGetProperty("asset_id", out var asset) && row.RootElement.TryGetProperty(column, out var day)
            && day.ValueKind == JsonValueKind.String && day.TryGetDateTime(out var at) && asset.GetString() is { } name
                ? (name, at.Date)
                : null;
    }
}
