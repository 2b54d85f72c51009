using System.Globalization;

namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>Other values for some columns of a row.</summary>
public sealed class RowFix
{
    private readonly TableDefinition table;
    private readonly Dictionary<string, Array> values;

    private RowFix(TableDefinition table, Dictionary<string, Array> values) => (this.table, this.values) = (table, values);

    /// <param name="sets">Such as <c>price_usd=12.5,market_cap_usd=</c>; nothing after the sign is null. A comma without a column after it belongs to the value.</param>
    /// <exception cref="BadInputException">A column does not exist or may not change, or a value is not of its type; the message names both.</exception>
    public static RowFix Parse(TableDefinition table, IEnumerable<string> sets)
    {
        var values = new Dictionary<string, Array>();
        foreach (var (name, text) in sets.SelectMany(set => Pairs(table, set)))
        {
            var column = table.Columns.FirstOrDefault(known => known.Name == name)
                ?? throw new BadInputException($"{table.FullName} has no column '{name}'; there are: {string.Join(", ", table.Values.Select(known => known.Name))}");
            if (!table.Values.Contains(column))
                throw new BadInputException($"{table.FullName}.{name} may not change ('{text}'): {(table.Key.Contains(name) ? "it names the row" : "it says where and when the row was seen")}");
            if (!values.TryAdd(name, Value(table, column, text)))
                throw new BadInputException($"{table.FullName}.{name} is set twice, the second time to '{text}'");
        }

        return values.Count > 0 ? new(table, values) : throw new BadInputException($"{table.FullName}: nothing is set; --set takes column=value");
    }

    /// <summary>The row with its new values, in the form of <see cref="GateRecords.RowJson"/>.</summary>
    public string Apply(string json)
    {
        var row = RowReader.Read(table, [json]);
        return GateRecords.RowJson(new(table, [.. table.Columns.Select(column => values.GetValueOrDefault(column.Name) ?? row[column.Name])]), 0);
    }

    /// <summary>A type, as messages name it.</summary>
    internal static string Word(ColumnType type) => type switch
    {
        ColumnType.Text => "a text",
        ColumnType.Number => "a number",
        ColumnType.Integer => "a whole number",
        ColumnType.Flag => "true or false",
        ColumnType.Instant => "an ISO-8601 time",
        _ => "a day such as 2024-01-31",
    };

    private static IEnumerable<(string Name, string Text)> Pairs(TableDefinition table, string set)
    {
        var pairs = new List<string>();
        foreach (var piece in set.Split(','))
        {
            if (pairs.Count > 0 && !table.Columns.Any(column => piece.TrimStart().StartsWith(column.Name + "=", StringComparison.Ordinal)) && !LooksLikePair(piece))
                pairs[^1] += "," + piece;
            else
                pairs.Add(piece);
        }

        return pairs.Select(pair => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign
            ? (pair[..sign].Trim(), pair[(sign + 1)..])
            : throw new BadInputException($"--set is '{pair}', which is not column=value"));
    }

    /// <summary>A misspelt column is told, not swallowed as part of the value before it.</summary>
    private static bool LooksLikePair(string piece) =>
        piece.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign && piece[..sign].Trim().All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static Array Value(TableDefinition table, Column column, string text)
    {
        var cell = Batch.NewColumn(column.Type, 1);
        if (text.Length > 0)
            cell.SetValue(Parsed(column.Type, text) ?? throw new BadInputException($"{table.FullName}.{column.Name} is '{text}', which is not {Word(column.Type)}"), 0);
        return cell;
    }

    private static object? Parsed(ColumnType type, string text) => type switch
    {
        ColumnType.Text => text,
        ColumnType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        ColumnType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer : null,
        ColumnType.Flag => bool.TryParse(text, out var flag) ? flag : null,
        ColumnType.Instant => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new DateTime(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc) : null,
        _ => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null,
    };
}
