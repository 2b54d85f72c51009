using System.Globalization;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules against other tables. Where the other table is not there, or does not know the row, nothing is found.</summary>
/// <remarks>They count, and refuse a batch when much disagrees; they hold no row back, since nobody can tell which of the two is wrong.</remarks>
public static class CrossSourceRules
{
    /// <summary>A figure that another source has too.</summary>
    /// <param name="factor">How far the two may be apart.</param>
    /// <param name="figures">The other source's figure of a row by its name.</param>
    /// <param name="name">The name of a row; null: it has none.</param>
    public static Rule Near(
        string id, string column, double factor, TableDefinition other, string sentence, Limit? halts, Func<GateInput, Batch, IReadOnlyDictionary<string, double>> figures, Func<Batch, Func<int, string?>> name) => new(
        id, Severity.Info, string.Create(CultureInfo.InvariantCulture, $"{sentence}, within a factor of {factor}"), "Two sources seldom have the same slip on the same day.",
        input => input.Others.GetValueOrDefault(other.FullName) is { } rows ? Apart(input, id, column, factor, other, figures(input, rows), name(input.Rows)) : [])
    {
        Kind = RuleKind.Cross,
        Columns = [column],
        Halts = halts,
    };

    /// <summary>Figures of another table by name; the last row of a name counts.</summary>
    public static IReadOnlyDictionary<string, double> Figures(Batch rows, string column, Func<int, string?> name, Func<int, bool>? isMeant = null)
    {
        var (values, figures) = (rows.Numbers(column), new Dictionary<string, double>(StringComparer.Ordinal));
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (values[row] is > 0 and { } value && name(row) is { } found && isMeant?.Invoke(row) != false)
                figures[found] = value;
        }

        return figures;
    }

    private static List<Finding> Apart(
        GateInput input, string id, string column, double factor, TableDefinition other, IReadOnlyDictionary<string, double> figures, Func<int, string?> name)
    {
        var (values, found) = (input.Rows.Numbers(column), new Found(id));
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] is > 0 and { } value && name(row) is { } key && figures.TryGetValue(key, out var figure) && (value > factor * figure || value * factor < figure))
                found.Add(row, column, value, $"{column} {Text(value)} against {Text(figure)} in {other.FullName}");
        }

        return found.All;
    }
}
