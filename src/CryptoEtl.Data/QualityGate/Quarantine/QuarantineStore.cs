using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate.Quarantine;

/// <summary>The quarantine of a lake: what was held back, and what people did with it.</summary>
public sealed class QuarantineStore(Lake lake)
{
    /// <summary>The rows that are asked for, newest first.</summary>
    public async Task<IReadOnlyList<HeldRow>> ReadAsync(QuarantineFilter filter, CancellationToken cancellation = default)
    {
        var book = new QuarantineBook(filter);
        await foreach (var rows in FilesAsync(GateTables.Quarantine, statistics => MayHold(statistics, filter), cancellation))
            book.AddHeld(rows);
        await foreach (var rows in FilesAsync(GateTables.QuarantineAction, statistics => filter.Table is null || statistics.MayHold("table_name", filter.Table), cancellation))
            book.AddActions(rows);
        return book.Rows;
    }

    /// <summary>Rows by their ids.</summary>
    /// <param name="ids">Whole ids, or beginnings that only one row has.</param>
    /// <exception cref="BadInputException">No row, or several rows, have an id that begins so.</exception>
    public async Task<IReadOnlyList<HeldRow>> FindAsync(IReadOnlyList<string> ids, CancellationToken cancellation = default)
    {
        var all = await ReadAsync(new(), cancellation);
        return [.. ids.Select(id => Find(all, id)).DistinctBy(row => row.Id)];
    }

    /// <summary>A moment for new actions: now, but after every action before. A clock may stand still.</summary>
    public async Task<DateTime> NextMomentAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var moment = new DateTime(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        await foreach (var rows in FilesAsync(GateTables.QuarantineAction, _ => true, cancellation))
        {
            if (rows.Instants(Tables.ObservedAt).Max() is { } last && last >= moment)
                moment = last.AddMicroseconds(1);
        }

        return moment;
    }

    /// <summary>Records actions by one commit.</summary>
    /// <param name="name">Names the commit: a second one of the same name changes nothing. Null: it is named by what was done.</param>
    public async Task RecordAsync(IReadOnlyList<QuarantineAction> actions, string? name = null, CancellationToken cancellation = default)
    {
        var at = actions.Max(action => action.At);
        var batch = new BatchId("quarantine", new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
        var rows = QuarantineAction.ToRows(actions, batch);
        var part = $"{actions[0].Word}-{GateRecords.ShortId(rows.Texts("action_id"))}";
        var table = lake.Table(GateTables.QuarantineAction);
        await table.CommitAsync(batch, [await table.StageAsync(batch, part, rows, cancellation)], name ?? $"{batch.Id}.{part}", cancellation);
    }

    private static HeldRow Find(IReadOnlyList<HeldRow> all, string id)
    {
        var found = all.Where(row => row.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).Take(4).ToList();
        return found.Count == 1 && id.Length > 0 ? found[0] : throw new BadInputException(found.Count == 0
            ? $"no row in quarantine has the id '{id}'; 'etl quarantine list --state all' has those there are"
            : $"several rows in quarantine begin with '{id}': {string.Join(", ", found.Take(3).Select(row => row.Id))}{(found.Count > 3 ? ", ..." : "")}");
    }

    private static bool MayHold(FileStatistics statistics, QuarantineFilter filter) =>
        (filter.Table is null || statistics.MayHold("table_name", filter.Table)) && (filter.Batch is null || statistics.MayHold(Tables.BatchId, filter.Batch));

    private async IAsyncEnumerable<Batch> FilesAsync(
        TableDefinition definition, Func<FileStatistics, bool> keep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = lake.Table(definition);
        if (await table.SnapshotAsync(cancellation) is not { } snapshot)
            yield break;
        await foreach (var rows in table.ReadFilesAsync(snapshot, (_, statistics) => keep(statistics), null, cancellation))
            yield return rows;
    }
}
