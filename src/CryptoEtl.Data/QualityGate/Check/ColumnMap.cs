using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>One column of the table, and the file's columns it is made of.</summary>
/// <param name="Fields">Positions in the file; several are joined by |.</param>
public sealed record MappedColumn(Column Column, int Target, IReadOnlyList<int> Fields, string Header);

/// <summary>Which column of a table comes from where in a file.</summary>
/// <param name="BatchField">Position of the batch column in the file; null: the file is one batch.</param>
public sealed record ColumnMap(TableDefinition Table, IReadOnlyList<MappedColumn> Mapped, IReadOnlyList<string> Headers, int? BatchField)
{
    /// <summary>Columns of the table that the file lacks; clocks and origin, which only our own files have, are not counted.</summary>
    public IReadOnlyList<string> Absent =>
        [.. Table.Columns.Select(column => column.Name).Except(Tables.Clocks.Select(clock => clock.Name)).Where(name => !Has(name))];

    public bool Has(string column) => Mapped.Any(mapped => mapped.Column.Name == column);

    /// <exception cref="BadInputException">An unknown column or header, or a row could not be named.</exception>
    public static ColumnMap Of(CheckOptions options, IReadOnlyList<string> headers)
    {
        var table = options.Contract.Table;
        var unknown = options.Map.Keys.FirstOrDefault(column => table.Columns.All(known => known.Name != column));
        if (unknown is not null)
            throw new BadInputException($"--map: {table.FullName} has no column '{unknown}'; it has: {string.Join(", ", table.Columns.Select(column => column.Name))}");

        var taken = new HashSet<int>();
        var found = new Dictionary<string, (IReadOnlyList<int> Fields, string Header)>();
        foreach (var (column, header) in options.Map)
            found[column] = ([.. header.Split('+').Select(part => Exactly(options.Path, headers, part))], header);
        Find(table, headers, column => [column], found, taken);
        taken.UnionWith(found.Values.SelectMany(field => field.Fields));
        Find(table, headers, ColumnAliases.Of, found, taken);

        var map = new ColumnMap(
            table, [.. table.Columns.Select((column, at) => (column, at)).Where(one => found.ContainsKey(one.column.Name)).Select(one => new MappedColumn(one.column, one.at, found[one.column.Name].Fields, found[one.column.Name].Header))],
            headers, options.BatchColumn is null ? null : BatchAt(options, headers, found));
        map.RequireNames(options);
        return map;
    }

    /// <summary>Columns that name a row: without them nothing could be said about it.</summary>
    public static IReadOnlyList<string> Naming(TableDefinition table) => [.. table.Key.Except(Tables.Clocks.Select(clock => clock.Name))];

    private static void Find(
        TableDefinition table, IReadOnlyList<string> headers, Func<string, IReadOnlyList<string>> names,
        Dictionary<string, (IReadOnlyList<int> Fields, string Header)> found, HashSet<int> taken)
    {
        foreach (var column in table.Columns.Where(column => !found.ContainsKey(column.Name)))
        {
            var at = names(column.Name).Select(name => Like(headers, name, taken)).FirstOrDefault(at => at >= 0, -1);
            if (at >= 0 && taken.Add(at))
                found[column.Name] = ([at], headers[at]);
        }
    }

    private static int Like(IReadOnlyList<string> headers, string name, HashSet<int> taken)
    {
        for (var at = 0; at < headers.Count; at++)
        {
            if (!taken.Contains(at) && ColumnAliases.Plain(headers[at]) == name)
                return at;
        }

        return -1;
    }

    private static int Exactly(string path, IReadOnlyList<string> headers, string name)
    {
        for (var at = 0; at < headers.Count; at++)
        {
            if (headers[at] == name)
                return at;
        }

        throw new BadInputException($"{path}: there is no header '{name}'; there are: {string.Join(", ", headers)}");
    }

    private static int BatchAt(CheckOptions options, IReadOnlyList<string> headers, Dictionary<string, (IReadOnlyList<int> Fields, string Header)> found) =>
        found.TryGetValue(options.BatchColumn!, out var mapped) && mapped.Fields.Count == 1 ? mapped.Fields[0] : Exactly(options.Path, headers, options.BatchColumn!);

    private void RequireNames(CheckOptions options)
    {
        var missing = Naming(Table).Where(column => !Has(column)).ToList();
        if (missing.Count > 0)
            throw new BadInputException($"{options.Path}: no header for {string.Join(", ", missing)}, which names a row of {Table.FullName}; --map {missing[0]}=HEADER says which it is. Headers: {string.Join(", ", Headers)}");
    }
}
