using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Data.QualityGate.Quarantine;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Takes rows out of quarantine through the gate of today and into their tables.</summary>
/// <remarks>
/// Verdict, rows, silver, and only then the record that the rows are replayed: a replay that is cut short and begun again ends as if it had not been.
/// </remarks>
public sealed class QuarantineReplay(Lake lake, EtlSettings settings, TimeProvider clock)
{
    private readonly QuarantineStore store = new(lake);
    private readonly ReplayCommit commit = new(lake, new VerdictLedger(lake, settings.SigningKey));

    /// <summary>Replays rows that wait, each with those of its batch. Others are left as they are.</summary>
    /// <param name="isDry">Only judge.</param>
    /// <exception cref="LakeConflictException">Others kept adding to a ledger.</exception>
    public async Task<IReadOnlyList<ReplayedBatch>> RunAsync(IReadOnlyList<HeldRow> rows, string by, string reason, bool isDry, CancellationToken cancellation = default)
    {
        var replayed = new List<ReplayedBatch>();
        foreach (var batch in rows.Where(row => row.IsWaiting).GroupBy(row => (row.Table.FullName, row.Batch)).OrderBy(batch => batch.Key.Batch.Slot).ThenBy(batch => batch.Key.FullName, StringComparer.Ordinal))
            replayed.Add(await ReplayAsync([.. batch.OrderBy(row => row.Id, StringComparer.Ordinal)], by, reason, isDry, cancellation));
        return replayed;
    }

    /// <summary>What would hold a row back if it were replayed now; empty: nothing.</summary>
    public async Task<IReadOnlyList<string>> JudgeAsync(HeldRow row, CancellationToken cancellation = default) =>
        (await new ReplayInput(lake, store, settings.Thresholds).JudgeAsync([row], cancellation)).HeldBy[0];

    private async Task<ReplayedBatch> ReplayAsync(IReadOnlyList<HeldRow> rows, string by, string reason, bool isDry, CancellationToken cancellation)
    {
        var table = rows[0].Table;
        var batch = ReplayBatches.Of(rows[0].Batch, rows, Contracts.Of(table, settings.Thresholds));
        var judged = await new ReplayInput(lake, store, settings.Thresholds).JudgeAsync(rows, cancellation);
        var told = new ReplayedBatch(
            table.FullName, batch.Id, judged.Verdict, [.. rows.Select((row, at) => new ReplayedRow(row, judged.HeldBy[at]))], 0, new Dictionary<string, long>(), []);
        if (isDry)
            return told;

        var at = await commit.MomentAsync(batch, cancellation) ?? await store.NextMomentAsync(clock.GetUtcNow(), cancellation);
        if (told.Passed > 0)
            told = await LandAsync(told, batch, at, cancellation);
        await store.RecordAsync([.. told.Rows.Select(row => ActionOf(row, batch, by, reason, at))], $"{batch.Id}.{QuarantineAction.Replay}", cancellation);
        return told;
    }

    private async Task<ReplayedBatch> LandAsync(ReplayedBatch told, BatchId batch, DateTime at, CancellationToken cancellation)
    {
        var passed = told.Rows.Where(row => row.HeldBy.Count == 0).Select(row => row.Row).ToList();
        var rows = ReplayRows.Of(passed[0].Table, passed, batch, at);
        await commit.VerdictAsync(batch, told.Verdict, at, cancellation);
        var committed = await commit.RowsAsync(rows, batch, cancellation);
        var silver = await new ReplayPromotion(lake, settings).PromoteAsync(rows, batch, at, cancellation);
        return told with { Committed = committed, Silver = silver.Rows, Notes = silver.Notes };
    }

    private static QuarantineAction ActionOf(ReplayedRow row, BatchId batch, string by, string reason, DateTime at) => new(
        row.Row.Id, row.Row.Table.FullName, QuarantineAction.Replay, by, reason, row.Row.Json, row.Outcome, row.HeldBy.Count == 0 ? batch.Id : null, at);
}
