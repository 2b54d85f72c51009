using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Series;

/// <summary>Compares fresh rows with what a ledger holds, judges what is new, and stages it.</summary>
internal sealed class LedgerStage(Lake lake, GateThresholds thresholds)
{
    /// <param name="heldVersion">Version of the table that the rows differ from.</param>
    /// <param name="part">Names the file within its batch.</param>
    /// <param name="context">What the contract compares with; null: nothing.</param>
    /// <returns>Null when nothing is new.</returns>
    public async Task<JudgedPart?> JudgeAsync(
        DifferenceRows differences, long heldVersion, string part, RowOrigin origin, CancellationToken cancellation, LedgerContext? context = null)
    {
        if (await StageAsync(differences, heldVersion, part, origin.Batch, cancellation) is not { } staged)
            return null;

        var contract = Contracts.Of(differences.Rows.Table, thresholds);
        var judged = new GateInput(Told(differences.Rows), origin.ObservedAt)
        {
            Before = context?.BeforeFor(contract),
            Others = context?.OthersFor(contract) ?? new Dictionary<string, Batch>(),
        };
        var judgement = Gate.JudgePart(contract, judged);
        return new(staged, judgement.Verdict, await QuarantineAsync(contract, judged, judgement, part, origin, cancellation));
    }

    /// <summary>Stages rows of a silver ledger: they are made of what passed.</summary>
    /// <returns>Null when nothing is new.</returns>
    public async Task<LedgerPart?> StageAsync(DifferenceRows differences, long heldVersion, string part, BatchId batch, CancellationToken cancellation)
    {
        var rows = differences.Rows;
        return rows.RowCount == 0 ? null
            : new(rows.Table.FullName, await lake.Table(rows.Table).StageAsync(batch, part, rows, cancellation), heldVersion, differences.Counts);
    }

    /// <summary>The rows that passed, and those that say that something is gone: they have no values to judge.</summary>
    public Batch Passed(Batch vintages, DateTimeOffset observedAt)
    {
        var contract = Contracts.Of(vintages.Table, thresholds);
        var gone = vintages.Take([.. Enumerable.Range(0, vintages.RowCount).Where(row => IsWithdrawn(vintages, row))]);
        return Batch.Concat(vintages.Table, [Gate.Passed(contract, new(Told(vintages), observedAt)), gone]);
    }

    internal static Batch Told(Batch rows) => rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => !IsWithdrawn(rows, row))]);

    private static bool IsWithdrawn(Batch rows, int row) => rows.Texts(Tables.Revision)[row] == RevisionClasses.Withdrawn;

    private async Task<StagedPart?> QuarantineAsync(
        Contract contract, GateInput input, Judgement judgement, string part, RowOrigin origin, CancellationToken cancellation)
    {
        var rows = GateRecords.Quarantine(contract, input, judgement.Findings, origin with { RawSha256 = null });
        return rows.RowCount == 0 ? null : await lake.Table(GateTables.Quarantine).StageAsync(origin.Batch, $"{contract.Table.FullName}.{part}", rows, cancellation);
    }
}
