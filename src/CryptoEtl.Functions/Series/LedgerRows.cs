using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Series;

/// <summary>Vintages of a ledger, for some subjects.</summary>
internal static class LedgerRows
{
    /// <param name="column">asset_id, slug or the like.</param>
    public static async Task<Batch> ReadAsync(
        Lake lake, TableDefinition table, string column, IReadOnlySet<string> subjects, CancellationToken cancellation)
    {
        var parts = new List<Batch>();
        foreach (var batch in await lake.Table(table).BatchesAsync(cancellation))
        {
            var rows = await lake.Table(table).ReadAsync(batch, cancellation);
            parts.Add(rows.Take(Of(rows, column, subjects)));
        }

        return Batch.Concat(table, parts);
    }

    private static List<int> Of(Batch rows, string column, IReadOnlySet<string> subjects)
    {
        var texts = TextsOf(rows, column);
        return [.. Enumerable.Range(0, rows.RowCount).Where(row => texts[row] is { } text && subjects.Contains(text))];
    }

    /// <summary>A subject column as text: LunarCrush's ids are numbers.</summary>
    internal static string?[] TextsOf(Batch rows, string column) => rows[column] switch
    {
        long?[] numbers => [.. numbers.Select(number => number?.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        _ => rows.Texts(column),
    };
}
