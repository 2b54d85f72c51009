using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Functions.Series;

/// <summary>What the rows of a page are judged against: what was known of the same series, and what other sources told now.</summary>
/// <param name="Held">Vintages of the table that were held.</param>
/// <param name="Fresh">New rows of all ledgers of the page.</param>
internal sealed record LedgerContext(Batch Held, IReadOnlyList<Batch> Fresh)
{
    /// <summary>Null where no rule looks back.</summary>
    public Batch? BeforeFor(Contract contract) =>
        Held.RowCount > 0 && contract.Rules.Any(rule => rule.Kind == RuleKind.Sequence) ? Ledger.Newest(Held, withWithdrawn: false) : null;

    public IReadOnlyDictionary<string, Batch> OthersFor(Contract contract) => Fresh
        .Where(rows => rows.RowCount > 0 && contract.Others.Contains(rows.Table))
        .ToDictionary(rows => rows.Table.FullName, LedgerStage.Told);
}
