using System.Globalization;
using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate.Quarantine;

/// <summary>What the gate judged in the past, as far as the lake has it: batch by batch, or of ledgers file by file.</summary>
/// <param name="from">First UTC day of batches. Null: any.</param>
/// <param name="to">Last UTC day of batches. Null: any.</param>
/// <param name="others">What was known of other tables when a batch of snapshots was seen.</param>
public sealed class PastBatches(
    Lake lake, TableDefinition definition, DateOnly? from, DateOnly? to, Func<BatchId, CancellationToken, Task<IReadOnlyDictionary<string, Batch>>> others)
{
    private readonly LakeTable table = lake.Table(definition);

    /// <summary>What a reader should know of the difference between these rows and those that were judged. Null: there is none.</summary>
    public string? Note => definition.IsLedger
        ? "vintages are judged as they were committed, file by file: a batch that was refused is not in the ledger, rules on neighbours see the same file only, and rules on other tables find nothing"
        : null;

    /// <summary>Rows of snapshots come as whole batches; vintages of a ledger in parts, several of a batch.</summary>
    public IAsyncEnumerable<(BatchId Batch, GateInput Part)> ReadAsync(CancellationToken cancellation = default) =>
        definition.IsLedger ? VintagesAsync(cancellation) : SnapshotsAsync(cancellation);

    private async IAsyncEnumerable<(BatchId, GateInput)> SnapshotsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = await SeenAsync(cancellation);
        foreach (var batch in (await table.BatchesAsync(cancellation)).Where(IsAsked))
        {
            var rows = await table.ReadAsync(batch, cancellation);
            yield return (batch, new(rows, SeenAt(seen, batch, rows)) { Others = await others(batch, cancellation) });
        }
    }

    private async IAsyncEnumerable<(BatchId, GateInput)> VintagesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await table.SnapshotAsync(cancellation) is not { } snapshot)
            yield break;
        var seen = await SeenAsync(cancellation);
        await foreach (var rows in table.ReadFilesAsync(snapshot, (file, _) => IsAsked(DayOf(file.PartitionValues[definition.PartitionColumn]!)), null, cancellation))
        {
            foreach (var (batch, told) in ByBatch(rows))
                yield return (batch, new(told, SeenAt(seen, batch, told)));
        }
    }

    /// <summary>What says that something is gone has no values to judge.</summary>
    private IEnumerable<(BatchId Batch, Batch Rows)> ByBatch(Batch rows)
    {
        var (ids, revisions) = (rows.Texts(Tables.BatchId), rows.Texts(Tables.Revision));
        return Enumerable.Range(0, rows.RowCount).Where(row => revisions[row] != RevisionClasses.Withdrawn).GroupBy(row => ids[row] ?? "")
            .Select(same => (Batch: BatchId.TryParse(same.Key), Places: same)).Where(same => same.Batch is not null && IsAsked(same.Batch))
            .Select(same => (same.Batch!, rows.Take([.. same.Places])));
    }

    /// <summary>When the answers of each batch were seen: its verdict has it.</summary>
    private async Task<Dictionary<string, DateTime>> SeenAsync(CancellationToken cancellation)
    {
        var seen = new Dictionary<string, DateTime>();
        var verdicts = lake.Table(GateTables.Verdict);
        if (await verdicts.SnapshotAsync(cancellation) is not { } snapshot)
            return seen;
        await foreach (var rows in verdicts.ReadFilesAsync(snapshot, null, ["table_name", Tables.BatchId, Tables.ObservedAt], cancellation))
        {
            for (var row = 0; row < rows.RowCount; row++)
            {
                if (rows.Texts("table_name")[row] == definition.FullName)
                    seen[rows.Texts(Tables.BatchId)[row]!] = rows.Instants(Tables.ObservedAt)[row]!.Value;
            }
        }

        return seen;
    }

    private static DateTimeOffset SeenAt(Dictionary<string, DateTime> seen, BatchId batch, Batch rows) =>
        new(seen.TryGetValue(batch.Id, out var at) ? at : rows.Instants(Tables.ObservedAt).Max() ?? batch.Slot.UtcDateTime, TimeSpan.Zero);

    private bool IsAsked(BatchId batch) => !ReplayBatches.IsOne(batch) && IsAsked(batch.EventDate);

    private bool IsAsked(DateOnly day) => (from is null || day >= from) && (to is null || day <= to);

    private static DateOnly DayOf(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
