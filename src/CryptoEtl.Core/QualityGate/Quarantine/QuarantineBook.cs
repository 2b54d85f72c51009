namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>Puts together what the quarantine's two tables say of each row.</summary>
public sealed class QuarantineBook(QuarantineFilter filter)
{
    private readonly Dictionary<string, (HeldRow Row, List<HeldBy> Rules)> held = [];
    private readonly Dictionary<string, List<QuarantineAction>> actions = [];

    /// <summary>Takes in rows of <see cref="GateTables.Quarantine"/>.</summary>
    public void AddHeld(Batch rows)
    {
        var (ids, tables, batches) = (rows.Texts("row_id"), rows.Texts("table_name"), rows.Texts(Tables.BatchId));
        for (var row = 0; row < rows.RowCount; row++)
        {
            if ((filter.Table ?? tables[row]) != tables[row] || (filter.Batch ?? batches[row]) != batches[row])
                continue;
            if (!held.TryGetValue(ids[row]!, out var known))
                held[ids[row]!] = known = RowAt(rows, row);
            if (RuleAt(rows, row) is var rule && !known.Rules.Contains(rule))
                known.Rules.Add(rule);
        }
    }

    /// <summary>Takes in rows of <see cref="GateTables.QuarantineAction"/>.</summary>
    public void AddActions(Batch rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var action = QuarantineAction.Of(rows, row);
            if (!actions.TryGetValue(action.RowId, out var known))
                actions[action.RowId] = known = [];
            known.Add(action);
        }
    }

    /// <summary>The rows that are asked for, newest first.</summary>
    public IReadOnlyList<HeldRow> Rows =>
    [
        .. held.Values.Select(known => known.Row with { Rules = known.Rules, Actions = ActionsOf(known.Row.Id) }).Where(filter.Keeps)
            .OrderByDescending(row => row.ObservedAt).ThenBy(row => row.Table.FullName, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal),
    ];

    private List<QuarantineAction> ActionsOf(string id) => actions.TryGetValue(id, out var known) ? [.. known.OrderBy(action => action.At)] : [];

    private static (HeldRow Row, List<HeldBy> Rules) RowAt(Batch rows, int row) => (
        new(rows.Texts("row_id")[row]!, Tables.Named(rows.Texts("table_name")[row]!), rows.Texts("row_key")[row] ?? "",
            BatchId.TryParse(rows.Texts(Tables.BatchId)[row] ?? "") ?? throw new BadInputException($"gate_quarantine: row {rows.Texts("row_id")[row]} is of batch '{rows.Texts(Tables.BatchId)[row]}', which is none"),
            rows.Instants(Tables.ObservedAt)[row]!.Value, rows.Texts(Tables.RawSha256)[row], rows.Texts("row_json")[row]!, [], []),
        []);

    private static HeldBy RuleAt(Batch rows, int row) => new(
        rows.Texts("rule")[row]!, rows.Texts("field")[row] ?? "", rows.Texts("value")[row], rows.Texts("reason")[row] ?? "", rows.Texts("contract_sha256")[row]!);
}
