namespace CryptoEtl.Core.QualityGate;

/// <summary>The last batches of a table, as pages and baselines need them: always about the same size, however long the table's history.</summary>
/// <param name="Sequence">Of the last verdict taken in.</param>
/// <param name="Recent">Last verdicts of any decision, oldest first.</param>
/// <param name="Accepted">Last accepted batches, oldest first: the baseline. What was refused never enters.</param>
public sealed record TableTrend(string Table, long Sequence, IReadOnlyList<SealedVerdict> Recent, IReadOnlyList<BaselineBatch> Accepted)
{
    /// <summary>Verdicts kept.</summary>
    public const int Length = 120;

    public static TableTrend Empty(string table) => new(table, 0, [], []);

    public Baseline Baseline => new(Accepted);

    /// <summary>One more verdict; one that is known changes nothing. A batch that is judged again counts as it was judged last.</summary>
    public TableTrend With(SealedVerdict verdict)
    {
        if (verdict.Sequence <= Sequence)
            return this;
        var recent = Recent.Append(verdict).TakeLast(Length).ToList();
        if (verdict.IsReplay)
            return this with { Sequence = verdict.Sequence, Recent = recent };

        var others = Accepted.Where(batch => batch.BatchId != verdict.Batch.Id);
        var accepted = verdict.IsHalt ? others : others.Append(new(verdict.Batch.Id, verdict.Batch.Slot, verdict.Verdict.Metrics));
        return new(Table, verdict.Sequence, recent, [.. accepted.TakeLast(QualityGate.Baseline.Length)]);
    }
}
