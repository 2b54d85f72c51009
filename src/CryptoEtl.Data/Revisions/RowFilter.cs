using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Revisions;

/// <summary>A query, applied to files and rows of a table.</summary>
internal sealed class RowFilter
{
    private readonly RowQuery query;
    private readonly Column? asset;
    private readonly Column day;

    /// <exception cref="BadInputException">Assets are asked for, and the table's rows are about none.</exception>
    public RowFilter(TableDefinition table, RowQuery query)
    {
        (this.query, asset, day) = (query, RowNames.AssetOf(table), RowNames.DayOf(table));
        if (query.Assets is not null && asset is null)
            throw new BadInputException($"{table.FullName} has no column of assets to choose by");
    }

    /// <summary>Columns that <see cref="Keeps"/> looks at.</summary>
    public IEnumerable<string> Columns => query.Assets is null ? [Tables.AvailableAt, Tables.ObservedAt] : [Tables.AvailableAt, Tables.ObservedAt, asset!.Name];

    /// <summary>Whether a file can hold rows that are asked for.</summary>
    public bool MayKeep(DeltaAdd file)
    {
        var statistics = FileStatistics.Of(file);
        return !(statistics.MinInstant(Tables.ObservedAt) > query.KnownAt)
            && !(statistics.MinInstant(Tables.AvailableAt) > query.AsOf)
            && (query.Assets is null || asset!.Type != ColumnType.Text || query.Assets.Any(text => statistics.MayHold(asset.Name, text)))
            && (day.Name != Tables.EventDate || IsAsked(DateOnly.ParseExact(file.PartitionValues[Tables.EventDate]!, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    /// <summary>Whether a row may count: known, and of an asset that is asked for. Its day is asked last, for a withdrawn row may have none.</summary>
    public Func<int, bool> Keeps(Batch rows)
    {
        var (available, observed) = (rows.Instants(Tables.AvailableAt), rows.Instants(Tables.ObservedAt));
        var isAsset = IsAsset(rows);
        return row => (query.KnownAt is null || observed[row] <= query.KnownAt.Value.UtcDateTime)
            && (query.AsOf is null || available[row] <= query.AsOf.Value.UtcDateTime) && isAsset(row);
    }

    /// <summary>Rows of the days that are asked for.</summary>
    public Batch OfDays(Batch rows)
    {
        if (query.From is null && query.To is null)
            return rows;
        var isAsked = IsOfDays(rows);
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(isAsked)]);
    }

    /// <summary>All vintages of keys that have one of the days that are asked for: a withdrawn row has its key's day.</summary>
    public Batch OfKeysOfDays(Batch rows) => query.From is null && query.To is null ? rows : KnownRows.OfKeys(rows, IsOfDays(rows));

    private Func<int, bool> IsOfDays(Batch rows)
    {
        var days = rows.Instants(day.Name);
        return row => days[row] is { } at && IsAsked(DateOnly.FromDateTime(at));
    }

    private bool IsAsked(DateOnly on) => (query.From is null || on >= query.From) && (query.To is null || on <= query.To);

    private Func<int, bool> IsAsset(Batch rows)
    {
        if (query.Assets is not { } assets)
            return _ => true;
        return rows[asset!.Name] switch
        {
            string?[] texts => row => texts[row] is { } text && assets.Contains(text),
            long?[] integers => row => integers[row] is { } number && assets.Contains(number.ToString(CultureInfo.InvariantCulture)),
            var other => throw new ArgumentException($"{other.GetType().Name} names no asset", nameof(rows)),
        };
    }
}
