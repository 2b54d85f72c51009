using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.QualityGate;

/// <summary>What the gate leaves behind.</summary>
public static class GateTables
{
    public static readonly TableDefinition Verdict = new(Layer.Gate, "verdict",
        "The gate's decision on one batch of one table.", ["batch_id", "table_name", "contract_sha256"],
        new("table_name", Text, "The table judged, such as bronze_live_market."),
        new("decision", Text, "pass, pass_with_quarantine or halt."),
        new("rows_in", Integer, "Rows judged."),
        new("rows_passed", Integer, "Rows promoted."),
        new("rows_quarantined", Integer, "Rows held back. rows_in = rows_passed + rows_quarantined."),
        new("loss", Number, "rows_quarantined / rows_in, a fraction."),
        new("max_loss", Number, "The loss above which the gate halts, a fraction."),
        new("findings", Text, "JSON object: rule id to number of findings."),
        new("reasons", Text, "Why it halted, | separated. Null unless halted."),
        new("contract_sha256", Text, "Hash of the contract: rules, severities and thresholds."));

    public static readonly TableDefinition Quarantine = new(Layer.Gate, "quarantine",
        "One rule that one row broke.", ["batch_id", "table_name", "contract_sha256", "row_number", "rule", "field"],
        new("table_name", Text, "The table the row was meant for."),
        new("row_key", Text, "The row's key, key columns joined by |."),
        new("row_number", Integer, "Position of the row in the batch, from 0."),
        new("rule", Text, "Rule id, such as LM003; docs/quality-rules.md explains each."),
        new("field", Text, "The column at fault."),
        new("value", Text, "What it held."),
        new("reason", Text, "One sentence."),
        new("contract_sha256", Text, "Hash of the contract that held it back."),
        new("row_json", Text, "The whole row, so that it can be fixed and replayed."));

    public static readonly TableDefinition Gap = new(Layer.Gate, "gap",
        "One day that a pipeline without history missed. It stays missing: today's answer is never put in its place.",
        ["batch_id", "pipeline", "missed_on"],
        new("pipeline", Text, "Such as derivatives."),
        new("missed_on", Day, "UTC day without a batch."),
        new("last_before", Day, "Last day before it that has a batch."));

    public static readonly TableDefinition Drift = new(Layer.Gate, "drift",
        "One field of a source's answers in one batch that is not as documented and not as seen before.", ["batch_id", "endpoint", "field", "kind"],
        new("endpoint", Text, "Such as derivatives."),
        new("field", Text, "With its place in the answer, such as tickers[].coin_id."),
        new("kind", Text, "unknown: a field we do not know, kept in the raw answer only; missing: no row has it; wrong_type: the cell is null, and in type_errors."),
        new("rows", Integer, "Rows it concerns, over all answers of the batch."),
        new("example", Text, "A value found, shortened. Null for a missing field."));
}
