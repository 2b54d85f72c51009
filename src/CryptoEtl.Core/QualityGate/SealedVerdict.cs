namespace CryptoEtl.Core.QualityGate;

/// <summary>A verdict in its place in the chain.</summary>
/// <param name="Batch">The batch judged.</param>
/// <param name="ObservedAt">When its answers were seen.</param>
public sealed record SealedVerdict(long Sequence, string Sha256, BatchId Batch, DateTimeOffset ObservedAt, Verdict Verdict)
{
    public bool IsHalt => Verdict.Decision == Decision.Halt;

    /// <summary>Rows that were fixed or judged anew: they say nothing about the table's batches.</summary>
    public bool IsReplay => Batch.Scope?.StartsWith('q') == true;

    /// <summary>Rows of the verdict table, in order of the chain.</summary>
    public static IReadOnlyList<SealedVerdict> Of(Batch rows) =>
    [
        .. Enumerable.Range(0, rows.RowCount).OrderBy(row => rows.Integers("sequence")[row]).Select(row => new SealedVerdict(
            rows.Integers("sequence")[row]!.Value,
            rows.Texts("verdict_sha256")[row]!,
            BatchId.TryParse(rows.Texts(Tables.BatchId)[row]!)!,
            new(rows.Instants(Tables.ObservedAt)[row]!.Value, TimeSpan.Zero),
            GateRecords.VerdictAt(rows, row))),
    ];
}
