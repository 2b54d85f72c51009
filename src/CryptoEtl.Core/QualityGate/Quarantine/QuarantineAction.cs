namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>One thing that a person did with a row that was held back.</summary>
/// <param name="Word">One of the words below.</param>
/// <param name="RowJson">The row after a fix, or as it was replayed. Null: discarded.</param>
/// <param name="Outcome">Of a replay: passed, or what still holds it back. Null: no replay.</param>
/// <param name="ReplayBatch">Of a replay that passed: the batch it was committed with.</param>
/// <param name="At">UTC. No two actions have the same moment, unless they are of one command.</param>
public sealed record QuarantineAction(
    string RowId, string Table, string Word, string By, string Reason, string? RowJson, string? Outcome, string? ReplayBatch, DateTime At)
{
    public const string Fix = "fix", Replay = "replay", Discard = "discard";

    /// <summary>Outcome of a row that passed.</summary>
    public const string Passed = "passed";

    /// <summary>As rows of <see cref="GateTables.QuarantineAction"/>.</summary>
    public static Batch ToRows(IEnumerable<QuarantineAction> actions, BatchId batch)
    {
        var rows = new BatchBuilder(GateTables.QuarantineAction);
        foreach (var action in actions)
        {
            var at = new DateTimeOffset(action.At, TimeSpan.Zero);
            rows.Text("action_id", GateRecords.ShortId(action.RowId, action.Word, action.RowJson, RowRules.Text(action.At)))
                .Text("row_id", action.RowId)
                .Text("table_name", action.Table)
                .Text("action", action.Word)
                .Text("by", action.By)
                .Text("reason", action.Reason)
                .Text("row_json", action.RowJson)
                .Text("outcome", action.Outcome)
                .Text("replay_batch", action.ReplayBatch)
                .Origin(new(batch, at, RawSha256: null), at, TimeSpan.Zero)
                .EndRow();
        }

        return rows.Build();
    }

    /// <summary>A row of the table.</summary>
    public static QuarantineAction Of(Batch rows, int row) => new(
        rows.Texts("row_id")[row]!, rows.Texts("table_name")[row]!, rows.Texts("action")[row]!, rows.Texts("by")[row] ?? "", rows.Texts("reason")[row] ?? "",
        rows.Texts("row_json")[row], rows.Texts("outcome")[row], rows.Texts("replay_batch")[row], rows.Instants(Tables.ObservedAt)[row]!.Value);
}
