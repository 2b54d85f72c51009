using System.Globalization;

namespace CryptoEtl.Core.Revisions;

/// <summary>One text for each value: shortest for numbers, ISO-8601 for days and instants, UTC.</summary>
public static class CellText
{
    /// <summary>Null for null.</summary>
    public static string? Of(Batch rows, string column, int row) => (rows[column], rows.Table.Columns[rows.Table.PositionOf(column)].Type) switch
    {
        (string?[] texts, _) => texts[row],
        (double?[] numbers, _) => numbers[row]?.ToString("R", CultureInfo.InvariantCulture),
        (long?[] integers, _) => integers[row]?.ToString(CultureInfo.InvariantCulture),
        (bool?[] flags, _) => flags[row] is { } flag ? flag ? "true" : "false" : null,
        (DateTime?[] days, ColumnType.Day) => days[row]?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (DateTime?[] instants, _) => instants[row]?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        var (other, _) => throw new ArgumentException($"{other.GetType().Name} is no column", nameof(column)),
    };

    /// <summary>The key of a row, <c>|</c> between its columns.</summary>
    /// <param name="without">A column to leave out; null: none.</param>
    public static string KeyOf(Batch rows, int row, string? without = null) =>
        string.Join('|', rows.Table.Key.Where(column => column != without).Select(column => Of(rows, column, row) ?? ""));
}
