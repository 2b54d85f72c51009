namespace CryptoEtl.Core;

/// <summary>Some rows of one table, column by column. Arrays are shared, not copied: treat them as read-only.</summary>
/// <remarks>
/// Text is <c>string?[]</c>, Number <c>double?[]</c>, Integer <c>long?[]</c>, Flag <c>bool?[]</c>,
/// Instant and Day <c>DateTime?[]</c> of kind UTC. All arrays have <see cref="RowCount"/> elements.
/// </remarks>
public sealed class Batch
{
    private readonly Array[] columns;

    /// <exception cref="ArgumentException">Too few columns, or columns of different length or of another type.</exception>
    public Batch(TableDefinition table, IReadOnlyList<Array> columns)
    {
        if (columns.Count != table.Columns.Count)
            throw new ArgumentException($"{table.FullName} has {table.Columns.Count} columns, {columns.Count} were given", nameof(columns));

        (Table, this.columns) = (table, [.. columns]);
        RowCount = columns.Count == 0 ? 0 : columns[0].Length;

        for (var at = 0; at < columns.Count; at++)
            Check(table.Columns[at], columns[at]);
    }

    public TableDefinition Table { get; }

    public int RowCount { get; }

    public string?[] Texts(string column) => (string?[])this[column];

    public double?[] Numbers(string column) => (double?[])this[column];

    public long?[] Integers(string column) => (long?[])this[column];

    public bool?[] Flags(string column) => (bool?[])this[column];

    public DateTime?[] Instants(string column) => (DateTime?[])this[column];

    /// <summary>The column's array, by name.</summary>
    public Array this[string column] => columns[Table.PositionOf(column)];

    /// <summary>The column's array, by position.</summary>
    public Array this[int column] => columns[column];

    /// <summary>The rows at these positions, in this order.</summary>
    public Batch Take(IReadOnlyList<int> rows) => new(Table, [.. columns.Select(column => TakeColumn(column, rows))]);

    /// <summary>All rows of all parts, in order.</summary>
    public static Batch Concat(TableDefinition table, IReadOnlyList<Batch> parts) =>
        parts.Count == 1 ? parts[0] : new(table, [.. table.Columns.Select((column, at) => ConcatColumn(column, at, parts))]);

    /// <summary>The array type of a column, with this many elements.</summary>
    public static Array NewColumn(ColumnType type, int length) => type switch
    {
        ColumnType.Text => new string?[length],
        ColumnType.Number => new double?[length],
        ColumnType.Integer => new long?[length],
        ColumnType.Flag => new bool?[length],
        ColumnType.Instant or ColumnType.Day => new DateTime?[length],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static Array TakeColumn(Array source, IReadOnlyList<int> rows)
    {
        var taken = Array.CreateInstance(source.GetType().GetElementType()!, rows.Count);
        for (var to = 0; to < rows.Count;)
        {
            var run = 1;
            while (to + run < rows.Count && rows[to + run] == rows[to] + run)
                run++;
            Array.Copy(source, rows[to], taken, to, run);
            to += run;
        }

        return taken;
    }

    private static Array ConcatColumn(Column column, int at, IReadOnlyList<Batch> parts)
    {
        var all = NewColumn(column.Type, parts.Sum(part => part.RowCount));
        var offset = 0;
        foreach (var part in parts)
        {
            Array.Copy(part[at], 0, all, offset, part.RowCount);
            offset += part.RowCount;
        }

        return all;
    }

    private void Check(Column column, Array values)
    {
        if (values.Length != RowCount)
            throw new ArgumentException($"{Table.FullName}.{column.Name} has {values.Length} rows, the first column {RowCount}");
        if (values.GetType() != NewColumn(column.Type, 0).GetType())
            throw new ArgumentException($"{Table.FullName}.{column.Name} is {column.Type}, not {values.GetType().Name}");
    }
}
