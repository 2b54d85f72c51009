namespace CryptoEtl.Core.QualityGate.Report;

/// <summary>What the pages know of one table.</summary>
/// <param name="Contract">As it is today; null: the table has none any more.</param>
/// <param name="Words">Overrides that count now.</param>
/// <param name="Months">Pages of the archive by month, such as 2018-02.</param>
public sealed record ReportTable(
    TableTrend Trend, TableStanding Standing, BreakerState Breaker, Contract? Contract, IReadOnlyList<GateOverride> Words, IReadOnlyDictionary<string, int> Months)
{
    public string Name => Trend.Table;

    /// <summary>Verdicts on whole batches: rows that were judged anew are no batch of the table.</summary>
    public IReadOnlyList<SealedVerdict> Batches => [.. Trend.Recent.Where(verdict => !verdict.IsReplay)];

    /// <summary>Refused batches, newest first.</summary>
    public IEnumerable<SealedVerdict> Halts => Trend.Recent.Where(verdict => verdict.IsHalt).Reverse();
}

/// <summary>A verdict as the archive keeps it.</summary>
/// <param name="Contract">Hash of the contract it was given under.</param>
public sealed record ArchivedVerdict(
    long Sequence, string Sha256, string Batch, DateTimeOffset ObservedAt, Decision Decision, int RowsIn, int RowsPassed, int RowsQuarantined,
    IReadOnlyDictionary<string, int> Findings, IReadOnlyList<string> Reasons, IReadOnlyList<string> Remarks, string Contract)
{
    public static ArchivedVerdict Of(SealedVerdict verdict) => new(
        verdict.Sequence, verdict.Sha256, verdict.Batch.Id, verdict.ObservedAt, verdict.Verdict.Decision, verdict.Verdict.RowsIn, verdict.Verdict.RowsPassed,
        verdict.Verdict.RowsQuarantined, verdict.Verdict.Findings, verdict.Verdict.Reasons, verdict.Verdict.Remarks, verdict.Verdict.ContractSha256);
}
