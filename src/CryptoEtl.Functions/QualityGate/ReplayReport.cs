using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>What a replay did with one row.</summary>
/// <param name="HeldBy">What still holds it back, one line per rule; empty: it passed.</param>
public sealed record ReplayedRow(HeldRow Row, IReadOnlyList<string> HeldBy)
{
    /// <summary>As it is recorded: passed, or the rules that hold it back.</summary>
    public string Outcome => HeldBy.Count == 0 ? QuarantineAction.Passed : string.Join(", ", HeldBy.Select(line => line.Split(':')[0]).Distinct());
}

/// <summary>Rows of one batch of one table, replayed.</summary>
/// <param name="Batch">Id of the replay's own batch.</param>
/// <param name="Committed">Rows in the table by this replay. An untouched row that a ledger holds already is not committed again.</param>
/// <param name="Silver">Rows made anew, by table.</param>
/// <param name="Notes">What a reader should know.</param>
public sealed record ReplayedBatch(
    string Table, string Batch, Verdict Verdict, IReadOnlyList<ReplayedRow> Rows, long Committed, IReadOnlyDictionary<string, long> Silver, IReadOnlyList<string> Notes)
{
    public int Passed => Rows.Count(row => row.HeldBy.Count == 0);

    public int Held => Rows.Count - Passed;
}
