namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>One rule that held a row back.</summary>
/// <param name="Value">What the field held; null for null.</param>
/// <param name="ContractSha256">The contract of that time. The same row may be held back under several.</param>
public sealed record HeldBy(string Rule, string Field, string? Value, string Reason, string ContractSha256);

/// <summary>A row in quarantine, with all that is known of it.</summary>
/// <param name="Id">16 hex digits.</param>
/// <param name="Key">Values of its key columns, | between them.</param>
/// <param name="Batch">The batch it came with.</param>
/// <param name="ObservedAt">When that batch's answers were seen, UTC.</param>
/// <param name="RawSha256">Hash of the raw answer it was read from; null where no single answer explains it.</param>
/// <param name="Original">The row as it came, JSON by column.</param>
/// <param name="Rules">Every rule that held it back.</param>
/// <param name="Actions">What was done with it, oldest first.</param>
public sealed record HeldRow(
    string Id, TableDefinition Table, string Key, BatchId Batch, DateTime ObservedAt, string? RawSha256, string Original,
    IReadOnlyList<HeldBy> Rules, IReadOnlyList<QuarantineAction> Actions)
{
    /// <summary>The row after its last fix.</summary>
    public string Json => Actions.LastOrDefault(action => action.Word == QuarantineAction.Fix)?.RowJson ?? Original;

    public bool IsFixed => Json != Original;

    /// <summary>The last action that changed something counts: a replay that failed changes nothing, a fix opens the row again.</summary>
    public QuarantineState State => Actions.Aggregate(QuarantineState.Open, (state, action) => action switch
    {
        { Word: QuarantineAction.Fix } => QuarantineState.Fixed,
        { Word: QuarantineAction.Discard } => QuarantineState.Discarded,
        { Word: QuarantineAction.Replay, ReplayBatch: not null } => QuarantineState.Replayed,
        _ => state,
    });

    /// <summary>Whether it still waits for something to be done.</summary>
    public bool IsWaiting => State is QuarantineState.Open or QuarantineState.Fixed;
}
