using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Verdicts and findings as rows of their tables.</summary>
public static class GateRecords
{
    private const string Separator = " | ";

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One row per verdict, not sealed yet: see <see cref="VerdictChain"/>.</summary>
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
        var (hashes, holding, contractHash) = (input.Rows.Texts(Tables.RawSha256), Gate.Holding(contract), contract.Sha256);
        foreach (var finding in findings.Where(finding => holding.Contains(finding.Rule)))
            Add(rows, input.Rows, contractHash, finding, origin with { RawSha256 = hashes[finding.Row] });
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
        Read<Dictionary<string, int>>(rows, "findings", row),
        rows.Texts("reasons")[row]?.Split(Separator) ?? [],
        rows.Texts("contract_sha256")[row]!)
    {
        Metrics = Read<BatchMetrics>(rows, "metrics", row),
        Baseline = Read<BaselineWindow>(rows, "baseline", row),
        Thresholds = Read<Dictionary<string, string>>(rows, "thresholds", row),
        Remarks = rows.Texts("remarks")[row]?.Split(Separator) ?? [],
    };

    /// <summary>A row's values by column, null cells left out: what the quarantine keeps.</summary>
    public static string RowJson(Batch batch, int row) => JsonSerializer.Serialize(
        batch.Table.Columns.Select((column, at) => (column.Name, Value: batch[at].GetValue(row)))
            .Where(cell => cell.Value is not null)
            .ToDictionary(cell => cell.Name, cell => cell.Value), Plain);

    /// <summary>The name of a row in the quarantine. Rows that are the same in everything have the same.</summary>
    public static string RowId(Batch rows, int row) => ShortId(rows.Texts(Tables.BatchId)[row], rows.Table.FullName, RowJson(rows, row));

    /// <summary>The key of a row as the quarantine has it.</summary>
    public static string KeyOf(Batch rows, int row) => string.Join('|', rows.Table.Key.Select(column => RowRules.Text(rows[column].GetValue(row)) ?? ""));

    /// <summary>First 16 hex digits of a SHA-256 over texts: the ids of the gate's records.</summary>
    public static string ShortId(params string?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];

    private static void Add(BatchBuilder rows, Verdict verdict, RowOrigin origin) => rows
        .Text("table_name", verdict.Table)
        .Text("decision", Word(verdict.Decision))
        .Integer("rows_in", verdict.RowsIn)
        .Integer("rows_passed", verdict.RowsPassed)
        .Integer("rows_quarantined", verdict.RowsQuarantined)
        .Number("loss", verdict.Loss)
        .Number("max_loss", verdict.MaxLoss)
        .Text("findings", Json(verdict.Findings))
        .Text("reasons", Joined(verdict.Reasons))
        .Text("remarks", Joined(verdict.Remarks))
        .Text("metrics", Json(verdict.Metrics))
        .Text("thresholds", Json(verdict.Thresholds))
        .Text("baseline", Json(verdict.Baseline))
        .Text("contract_sha256", verdict.ContractSha256)
        .Origin(origin, origin.Batch.Slot, TimeSpan.Zero)
        .EndRow();

    private static void Add(BatchBuilder rows, Batch batch, string contractHash, Finding finding, RowOrigin origin) =>
        rows.Text("row_id", RowId(batch, finding.Row))
            .Text("table_name", batch.Table.FullName)
            .Text("row_key", KeyOf(batch, finding.Row))
            .Integer("row_number", finding.Row)
            .Text("rule", finding.Rule)
            .Text("field", finding.Field)
            .Text("value", finding.Value)
            .Text("reason", finding.Reason)
            .Text("contract_sha256", contractHash)
            .Text("row_json", RowJson(batch, finding.Row))
            .Origin(origin, origin.Batch.Slot, TimeSpan.Zero)
            .EndRow();

    private static string? Joined(IReadOnlyList<string> lines) => lines.Count == 0 ? null : string.Join(Separator, lines);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Plain);

    private static T Read<T>(Batch rows, string column, int row) => JsonSerializer.Deserialize<T>(rows.Texts(column)[row]!, Plain)!;
}
