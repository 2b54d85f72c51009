using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse.Maintenance;

/// <summary>
/// Sorts rows by the table's key, its time last, then by when they were seen, then by batch: rows of one asset stand
/// together, the latest last.
/// </summary>
/// <remarks>Nulls come first, text is in the order of its characters' codes. Equal rows keep their order.</remarks>
internal static class RowOrder
{
    private static readonly string[] Last = [Tables.EventTime, Tables.ObservedAt, Tables.BatchId];

    public static Batch Sorted(Batch rows)
    {
        var comparisons = ColumnsOf(rows.Table).Select(column => Comparison(rows[column])).ToArray();
        var order = new int[rows.RowCount];
        for (var row = 0; row < order.Length; row++)
            order[row] = row;
        Array.Sort(order, (left, right) => Compare(comparisons, left, right));
        return new(rows.Table, [.. rows.Table.Columns.Select((_, at) => Taken(rows[at], order))]);
    }

    /// <summary>The columns that files are sorted by.</summary>
    public static IReadOnlyList<string> ColumnsOf(TableDefinition table) =>
        [.. table.Key.Except(Last), .. Last];

    private static int Compare(Comparison<int>[] comparisons, int left, int right)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison(left, right) is not 0 and var order)
                return order;
        }

        return left.CompareTo(right);
    }

    private static Comparison<int> Comparison(Array column) => column switch
    {
        string?[] texts => (left, right) => string.CompareOrdinal(texts[left], texts[right]),
        double?[] numbers => (left, right) => Nullable.Compare(numbers[left], numbers[right]),
        long?[] integers => (left, right) => Nullable.Compare(integers[left], integers[right]),
        bool?[] flags => (left, right) => Nullable.Compare(flags[left], flags[right]),
        DateTime?[] instants => (left, right) => Nullable.Compare(instants[left], instants[right]),
        _ => throw new ArgumentException($"cannot sort {column.GetType().Name}", nameof(column)),
    };

    private static Array Taken(Array column, int[] order) => column switch
    {
        string?[] texts => Taken(texts, order),
        double?[] numbers => Taken(numbers, order),
        long?[] integers => Taken(integers, order),
        bool?[] flags => Taken(flags, order),
        DateTime?[] instants => Taken(instants, order),
        _ => throw new ArgumentException($"cannot sort {column.GetType().Name}", nameof(column)),
    };

    private static T[] Taken<T>(T[] column, int[] order)
    {
        var taken = new T[order.Length];
        for (var row = 0; row < order.Length; row++)
            taken[row] = column[order[row]];
        return taken;
    }
}
