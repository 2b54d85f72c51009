namespace CryptoEtl.Core.QualityGate;

/// <summary>What the gate decided about a batch.</summary>
public enum Decision
{
    Pass,
    PassWithQuarantine,
    Halt,
}

/// <summary>The gate's decision on a batch, in numbers.</summary>
/// <param name="Table">Full name of the table.</param>
/// <param name="RowsIn">Rows judged; each is either passed or quarantined, also when the batch is refused.</param>
/// <param name="Findings">Findings by rule id. A row can break several rules.</param>
/// <param name="Reasons">Why the batch was refused; empty unless it was.</param>
public sealed record Verdict(
    string Table, Decision Decision, int RowsIn, int RowsPassed, int RowsQuarantined,
    double Loss, double MaxLoss, IReadOnlyDictionary<string, int> Findings, IReadOnlyList<string> Reasons, string ContractSha256)
{
    /// <summary>What the batch looked like: the baseline of later ones, unless it was refused.</summary>
    public BatchMetrics Metrics { get; init; } = BatchMetrics.None;

    /// <summary>The accepted batches it was compared with.</summary>
    public BaselineWindow Baseline { get; init; } = new(null, null, 0);

    /// <summary>What could have refused it, by rule id, in words.</summary>
    public IReadOnlyDictionary<string, string> Thresholds { get; init; } = new Dictionary<string, string>();

    /// <summary>Batch rules of severity info that it broke, one line each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A verdict, with the rows on either side of it.</summary>
public sealed record Judgement(Verdict Verdict, IReadOnlyList<Finding> Findings, Batch Passed);
