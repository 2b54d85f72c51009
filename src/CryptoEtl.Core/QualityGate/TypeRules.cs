namespace CryptoEtl.Core.QualityGate;

/// <summary>What a cell of the wrong type does, by the policy of its column. Fields that no column is made of are treated as the strictest row policy.</summary>
public static class TypeRules
{
    private const string Column = "type_errors";
    private const string Why = "A text where a number belongs means that columns shifted or the source changed.";

    /// <summary>Rows that are lost for a wrong type.</summary>
    public static Rule DropRow(string id, Schema schema) => new(
        id, Severity.Quarantine, schema.Vanity.Count + schema.Vital.Count + schema.Loose.Count == 0
            ? "every field has the type the source documents"
            : $"every field but {string.Join(", ", schema.Vanity.Concat(schema.Vital).Concat(schema.Loose))} has the type the source documents",
        Why, input => Wrong(input, id, schema, drift => drift == DriftPolicy.DropRow)) { Columns = [Column] };

    /// <summary>Cells that are lost, with the row kept.</summary>
    public static Rule DropValue(string id, Schema schema) => new(
        id, Severity.Info, $"{string.Join(", ", schema.Vanity.Concat(schema.Loose))} have the type the source documents; else the cell is null",
        "Nothing depends on these cells, so a row is not given up for one.",
        input => Wrong(input, id, schema, drift => drift is DriftPolicy.DropValue or DriftPolicy.Accept)) { Columns = [Column] };

    /// <summary>Cells whose null would be taken for an answer.</summary>
    public static Rule RefuseBatch(string id, Schema schema) => new(
        id, Severity.Halt, $"{string.Join(", ", schema.Vital)} have the type the source documents",
        "A null there would be read as an answer, and wrongly.",
        input => Wrong(input, id, schema, drift => drift == DriftPolicy.RefuseBatch)) { Columns = [Column] };

    private static List<Finding> Wrong(GateInput input, string id, Schema schema, Func<DriftPolicy, bool> isMeant)
    {
        var found = new List<Finding>();
        var errors = input.Rows.Texts(Column);
        Dictionary<string, DriftPolicy>? policies = null;
        for (var row = 0; row < errors.Length; row++)
        {
            if (errors[row] is not { } error)
                continue;
            policies ??= schema.Columns.ToDictionary(column => column.Field, column => column.Drift);
            if (Fields(error).Any(field => isMeant(policies.GetValueOrDefault(field, DriftPolicy.DropRow))))
                found.Add(new(id, row, Column, error, $"wrong JSON type in {error}"));
        }

        return found;
    }

    /// <summary>Names before the values. A value that holds a | makes a name that no column has, which is strict and hence safe.</summary>
    private static IEnumerable<string> Fields(string errors) => errors.Split('|').Select(error => error.Split('=')[0]);
}
