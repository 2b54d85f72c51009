using System.Globalization;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules that any table can use, by column name.</summary>
public static class RowRules
{
    /// <summary>Columns that may not be null, nor empty text.</summary>
    public static Rule Required(string id, params string[] columns) => new(
        id, Severity.Quarantine, $"{string.Join(", ", columns)} are given",
        "A row without them cannot be identified, priced or placed in time.",
        input => columns.SelectMany(column => Missing(input, id, column))) { Columns = columns };

    /// <summary>The first row of a key stays, later ones are held back.</summary>
    public static Rule UniqueKey(string id, params string[] columns) => new(
        id, Severity.Quarantine, columns.Length == 1 ? $"{columns[0]} occurs once in a batch" : $"{string.Join(", ", columns)} together occur once in a batch",
        "Pages are cut from a moving ranking, so a row can stand on two of them.",
        input => Repeated(input, id, columns)) { Columns = columns };

    /// <summary>Numbers that are given must be above zero.</summary>
    public static Rule Positive(string id, string column) => new(
        id, Severity.Quarantine, $"{column} is above 0 where given",
        "Zero and less are no price; sources write them for unknown.",
        input => Where(input, id, column, input.Rows.Numbers(column), value => value <= 0, value => $"{column} {Text(value)} is not above 0")) { Columns = [column] };

    /// <summary>Numbers of several columns that are given must be above zero.</summary>
    public static Rule AllPositive(string id, params string[] columns) => new(
        id, Severity.Quarantine, $"{string.Join(", ", columns)} are above 0 where given",
        "Zero and less are no price; sources write them for unknown.",
        input => columns.SelectMany(column =>
            Where(input, id, column, input.Rows.Numbers(column), value => value <= 0, value => $"{column} {Text(value)} is not above 0"))) { Columns = columns };

    /// <summary>Numbers that are given must not be below zero.</summary>
    public static Rule NotNegative(string id, params string[] columns) => new(
        id, Severity.Quarantine, $"{string.Join(", ", columns)} are not below 0 where given",
        "Volumes, supplies and caps have no sign.",
        input => columns.SelectMany(column =>
            Where(input, id, column, input.Rows.Numbers(column), value => value < 0, value => $"{column} {Text(value)} is below 0"))) { Columns = columns };

    /// <summary>Numbers that are given lie in a closed interval.</summary>
    public static Rule Within(string id, double lowest, double highest, params string[] columns) => new(
        id, Severity.Quarantine, $"{string.Join(", ", columns)} lie in {Text(lowest)}..{Text(highest)} where given",
        "The source documents the scale.",
        input => columns.SelectMany(column => Where(
            input, id, column, input.Rows.Numbers(column),
            value => value < lowest || value > highest,
            value => $"{column} {Text(value)} is outside {Text(lowest)}..{Text(highest)}"))) { Columns = columns };

    /// <summary>Numbers that lie in a closed interval as a rule; outside it they are rare, and still may be true.</summary>
    public static Rule Usually(string id, double lowest, double highest, string column, string why) => new(
        id, Severity.Info, $"{column} lies in {Text(lowest)}..{Text(highest)} where given", why,
        input => Where(
            input, id, column, input.Rows.Numbers(column),
            value => value < lowest || value > highest,
            value => $"{column} {Text(value)} is outside {Text(lowest)}..{Text(highest)}")) { Columns = [column] };

    /// <summary>Texts that are given are one of a list.</summary>
    public static Rule OneOf(string id, string column, IReadOnlyList<string> allowed) => new(
        id, Severity.Quarantine, $"{column} is {string.Join(", ", allowed.SkipLast(1))} or {allowed[^1]} where given",
        "A word we do not know means that the source changed.",
        input => Where(
            input, id, column, input.Rows.Texts(column), value => value is not null && !allowed.Contains(value), value => $"{column} '{value}' is not a known word")) { Columns = [column] };

    /// <summary>Two numbers, where both are given, stand in order.</summary>
    public static Rule Ordered(string id, string lower, string upper) => new(
        id, Severity.Quarantine, $"{lower} is not above {upper}",
        "A low above the high means swapped or shifted columns.",
        input => Disordered(input, id, lower, upper)) { Columns = [lower, upper] };

    /// <summary>A stamp, where given, is not older than a limit and not in the future.</summary>
    public static Rule Fresh(string id, string column, TimeSpan oldest) => new(
        id, Severity.Quarantine, $"{column} is at most {oldest.TotalHours.ToString(CultureInfo.InvariantCulture)} h old and at most 5 min ahead",
        "Sources keep dead rows in live lists for days.",
        input => Where(
            input, id, column, input.Rows.Instants(column),
            stamp => input.ObservedAt - stamp > oldest || stamp - input.ObservedAt > TimeSpan.FromMinutes(5),
            stamp => $"{column} {Text(stamp)} is {Text((input.ObservedAt - stamp!.Value).TotalHours)} h before {Text(input.ObservedAt)}")) { Columns = [column] };

    /// <summary>Every row whose value a test finds wrong.</summary>
    internal static IEnumerable<Finding> Where<T>(
        GateInput input, string id, string column, T[] values, Func<T, bool> isWrong, Func<T, string> reason)
    {
        var found = new Found(id);
        for (var row = 0; row < input.Rows.RowCount; row++)
        {
            if (isWrong(values[row]))
                found.Add(row, column, values[row], reason(values[row]));
        }

        return found.All;
    }

    /// <summary>A value as findings show it.</summary>
    internal static string? Text(object? value) => value switch
    {
        null => null,
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset instant => Text(instant.UtcDateTime),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static IEnumerable<Finding> Missing(GateInput input, string id, string column) => input.Rows[column] switch
    {
        string?[] texts => Where(input, id, column, texts, string.IsNullOrEmpty, _ => $"{column} is missing"),
        double?[] numbers => Where(input, id, column, numbers, value => !value.HasValue, _ => $"{column} is missing"),
        DateTime?[] instants => Where(input, id, column, instants, value => !value.HasValue, _ => $"{column} is missing"),
        long?[] integers => Where(input, id, column, integers, value => !value.HasValue, _ => $"{column} is missing"),
        var flags => Where(input, id, column, (bool?[])flags, value => !value.HasValue, _ => $"{column} is missing"),
    };

    private static IEnumerable<Finding> Repeated(GateInput input, string id, string[] columns)
    {
        var first = new Dictionary<string, int>();
        for (var row = 0; row < input.Rows.RowCount; row++)
        {
            var key = KeyOf(input.Rows, columns, row);
            if (key is not null && !first.TryAdd(key, row))
                yield return new(id, row, string.Join('|', columns), key, $"{string.Join('|', columns)} {key} stands in row {first[key]} already") { FirstRow = first[key] };
        }
    }

    /// <summary>Null where a part of the key is: a missing key repeats nothing.</summary>
    private static string? KeyOf(Batch rows, string[] columns, int row)
    {
        var parts = columns.Select(column => Text(rows[column].GetValue(row))).ToArray();
        return parts.Contains(null) ? null : string.Join('|', parts);
    }

    private static List<Finding> Disordered(GateInput input, string id, string lower, string upper)
    {
        var (lows, highs, found) = (input.Rows.Numbers(lower), input.Rows.Numbers(upper), new Found(id));
        for (var row = 0; row < lows.Length; row++)
        {
            if (lows[row] > highs[row])
                found.Add(row, lower, lows[row], $"{lower} {Text(lows[row])} is above {upper} {Text(highs[row])}");
        }

        return found.All;
    }
}
