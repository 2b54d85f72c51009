using System.Text.Encodings.Web;
using System.Text.Json;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Verdicts and findings as rows of their tables.</summary>
public static class GateRecords
{
    private const string ReasonSeparator = " | ";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One row per verdict.</summary>
    public static Batch Verdicts(IEnumerable<Verdict> verdicts, RowOrigin origin)
    {
        var rows = new BatchBuilder(GateTables.Verdict);
        foreach (var verdict in verdicts)
            Add(rows, verdict, origin);
        return rows.Build();
    }

    /// <summary>One row per finding that held a row back, with the row itself.</summary>
    public static Batch Quarantine(Contract contract, GateInput input, IEnumerable<Finding> findings, RowOrigin origin)
    {
        var rows = new BatchBuilder(GateTables.Quarantine);
        var hashes = input.Rows.Texts(Tables.RawSha256);
        foreach (var finding in findings)
            Add(rows, input.Rows, contract, finding, origin with { RawSha256 = hashes[finding.Row] });
        return rows.Build();
    }

    /// <summary>The decision in the words of the verdict table.</summary>
    public static string Word(Decision decision) => decision switch
    {
        Decision.Pass => "pass",
        Decision.PassWithQuarantine => "pass_with_quarantine",
        _ => "halt",
    };

    /// <summary>A row of the verdict table as a verdict.</summary>
    public static Verdict VerdictAt(Batch rows, int row) => new(
        rows.Texts("table_name")[row]!,
        Enum.GetValues<Decision>().Single(decision => Word(decision) == rows.Texts("decision")[row]),
        (int)rows.Integers("rows_in")[row]!.Value,
        (int)rows.Integers("rows_passed")[row]!.Value,
        (int)rows.Integers("rows_quarantined")[row]!.Value,
        rows.Numbers("loss")[row]!.Value,
        rows.Numbers("max_loss")[row]!.Value,
        JsonSerializer.Deserialize<Dictionary<string, int>>(rows.Texts("findings")[row]!)!,
        rows.Texts("reasons")[row]?.Split(ReasonSeparator) ?? [],
        rows.Texts("contract_sha256")[row]!);

    private static void Add(BatchBuilder rows, Verdict verdict, RowOrigin origin) => rows
        .Text("table_name", verdict.Table)
        .Text("decision", Word(verdict.Decision))
        .Integer("rows_in", verdict.RowsIn)
        .Integer("rows_passed", verdict.RowsPassed)
        .Integer("rows_quarantined", verdict.RowsQuarantined)
        .Number("loss", verdict.Loss)
        .Number("max_loss", verdict.MaxLoss)
        .Text("findings", JsonSerializer.Serialize(verdict.Findings))
        .Text("reasons", verdict.Reasons.Count == 0 ? null : string.Join(ReasonSeparator, verdict.Reasons))
        .Text("contract_sha256", verdict.ContractSha256)
        .Origin(origin, origin.Batch.Slot, TimeSpan.Zero)
        .EndRow();

    private static void Add(BatchBuilder rows, Batch batch, Contract contract, Finding finding, RowOrigin origin) => rows
        .Text("table_name", contract.Table.FullName)
        .Text("row_key", string.Join('|', contract.Table.Key.Select(column => RowRules.Text(batch[column].GetValue(finding.Row)) ?? "")))
        .Integer("row_number", finding.Row)
        .Text("rule", finding.Rule)
        .Text("field", finding.Field)
        .Text("value", finding.Value)
        .Text("reason", finding.Reason)
        .Text("contract_sha256", contract.Sha256)
        .Text("row_json", RowJson(batch, finding.Row))
        .Origin(origin, origin.Batch.Slot, TimeSpan.Zero)
        .EndRow();

    private static string RowJson(Batch batch, int row) => JsonSerializer.Serialize(
        batch.Table.Columns.Select((column, at) => (column.Name, Value: batch[at].GetValue(row)))
            .Where(cell => cell.Value is not null)
            .ToDictionary(cell => cell.Name, cell => cell.Value), Plain);
}
