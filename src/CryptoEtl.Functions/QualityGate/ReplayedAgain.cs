using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate.Quarantine;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Makes the rows of a replay once more, for a rebuild: they are in no raw answer, but in the record of what was replayed.</summary>
/// <param name="records">The lake that has the quarantine.</param>
/// <param name="target">Gets the files; its ledgers hold what was there before the replay.</param>
internal sealed class ReplayedAgain(Lake records, Lake target)
{
    public async Task<IReadOnlyList<StagedPart>> StageAsync(BatchId batch, TableDefinition table, CancellationToken cancellation)
    {
        var replayed = (await new QuarantineStore(records).ReadAsync(new() { Table = table.FullName }, cancellation))
            .Select(row => AsReplayed(row, batch)).OfType<HeldRow>().OrderBy(row => row.Id, StringComparer.Ordinal).ToList();
        if (replayed.Count == 0)
            return [];

        var rows = ReplayRows.Of(table, replayed, batch, replayed[0].Actions[^1].At);
        if (table.IsLedger)
            rows = (await ReplayCommit.DifferencesAsync(target, rows, batch, cancellation)).Differences.Rows;
        return rows.RowCount == 0 ? [] : [await target.Table(table).StageAsync(batch, ReplayCommit.Part, rows, cancellation)];
    }

    /// <summary>The row as it was then; null where the batch does not have it.</summary>
    private static HeldRow? AsReplayed(HeldRow row, BatchId batch)
    {
        var last = row.Actions.ToList().FindIndex(action => action.ReplayBatch == batch.Id);
        return last < 0 ? null : row with { Actions = [.. row.Actions.Take(last + 1)] };
    }
}
