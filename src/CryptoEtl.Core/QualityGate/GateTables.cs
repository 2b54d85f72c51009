using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.QualityGate;

/// <summary>What the gate leaves behind.</summary>
public static class GateTables
{
    /// <remarks>Its rows are one chain: each holds the hash of the one before it, so that none can be changed, moved or taken out unseen.</remarks>
    public static readonly TableDefinition Verdict = new(Layer.Gate, "verdict",
        "The gate's decision on one batch of one table.", ["sequence"],
        new("table_name", Text, "The table judged, such as bronze_live_market."),
        new("decision", Text, "pass, pass_with_quarantine or halt."),
        new("rows_in", Integer, "Rows judged."),
        new("rows_passed", Integer, "Rows promoted."),
        new("rows_quarantined", Integer, "Rows held back. rows_in = rows_passed + rows_quarantined."),
        new("loss", Number, "rows_quarantined / rows_in, a fraction."),
        new("max_loss", Number, "The loss above which the gate halts, a fraction."),
        new("findings", Text, "JSON object: rule id to number of findings; 1 for a rule on the batch as a whole."),
        new("reasons", Text, "Why it halted, | separated. Null unless halted."),
        new("remarks", Text, "What was noticed of the batch as a whole without halting it, | separated. Null: nothing."),
        new("metrics", Text, "JSON object: rows, nulls by column, the newest time and what else the contract counts. Baseline of later batches, unless halted."),
        new("thresholds", Text, "JSON object: rule id to the limit in words."),
        new("baseline", Text, "JSON object: first and last of the accepted batches it was compared with, and how many they are."),
        new("contract_sha256", Text, "Hash of the contract: rules, severities and thresholds."),
        new("sequence", Integer, "Position in the chain of all verdicts, from 1."),
        new("previous_sha256", Text, "verdict_sha256 of the verdict before it; 64 zeros for the first."),
        new("verdict_sha256", Text, "SHA-256 over all other columns but signature and event_date."),
        new("signature", Text, "HMAC-SHA256 of verdict_sha256 under GATE_SIGNING_KEY. Null: there was no key."));

    public static readonly TableDefinition Quarantine = new(Layer.Gate, "quarantine",
        "One rule that held one row back.", ["row_id", "contract_sha256", "rule", "field"],
        new("row_id", Text, "Names the row: first 16 hex digits of the SHA-256 of batch, table and row_json."),
        new("table_name", Text, "The table the row was meant for."),
        new("row_key", Text, "The row's key, key columns joined by |."),
        new("row_number", Integer, "Position of the row in the part of the batch that was judged, from 0."),
        new("rule", Text, "Rule id, such as LM003; docs/quality-rules.md explains each."),
        new("field", Text, "The column at fault."),
        new("value", Text, "What it held."),
        new("reason", Text, "One sentence."),
        new("contract_sha256", Text, "Hash of the contract that held it back."),
        new("row_json", Text, "The whole row, so that it can be fixed and replayed."));

    public static readonly TableDefinition Override = new(Layer.Gate, "override",
        "One person's word that a refused batch may be used, and until when.", ["override_id"],
        new("override_id", Text, "First 16 hex digits of the SHA-256 of all that follows."),
        new("table_name", Text, "The table that was refused."),
        new("refused_batch", Text, "The batch that was refused."),
        new("reason", Text, "Why it may be used."),
        new("by", Text, "Who says so."),
        new("expires_at", Instant, "From then on it is refused again."));

    public static readonly TableDefinition QuarantineAction = new(Layer.Gate, "quarantine_action",
        "One thing a person did with one row that was held back.", ["action_id"],
        new("action_id", Text, "First 16 hex digits of the SHA-256 of row_id, action, row_json and observed_at."),
        new("row_id", Text, "The row, as in gate_quarantine."),
        new("table_name", Text, "The table the row was meant for."),
        new("action", Text, "fix, replay or discard."),
        new("by", Text, "Who did it."),
        new("reason", Text, "Why."),
        new("row_json", Text, "The row as it was after a fix, or as it was replayed. Null: discarded."),
        new("outcome", Text, "Of a replay: passed, or the rules that still hold it back. Null: no replay."),
        new("replay_batch", Text, "Of a replay that passed: the batch it was committed with."));

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
