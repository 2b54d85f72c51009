using System.Collections.Concurrent;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate;

/// <summary>What the gate's records of a lake say: how tables stand, what their last batches were like, which batches may be read.</summary>
/// <param name="acceptsAll">The lake is made again from another that was gated.</param>
public sealed class GateStanding(Lake lake, TimeProvider clock, bool acceptsAll = false)
{
    private readonly GateDocuments documents = new(lake.Storage);
    private readonly ConcurrentDictionary<string, (long Version, AcceptedBatches Batches)> known = new();

    private LakeTable Verdicts => lake.Table(GateTables.Verdict);

    /// <summary>How all tables stand now.</summary>
    public async Task<GateState> StateAsync(CancellationToken cancellation = default)
    {
        var state = await documents.StateAsync(cancellation);
        if (await Verdicts.SnapshotAsync(cancellation) is not { } snapshot)
            return GateState.Empty;
        if (state.Version == snapshot.Version)
            return state;
        if (state.Version > snapshot.Version)
        {
            await documents.ForgetAsync(cancellation);
            state = GateState.Empty;
        }

        var newer = new List<Batch>();
        await foreach (var rows in Verdicts.ReadFilesAsync(snapshot, (_, statistics) => !(statistics.MaxNumber("sequence") <= state.Head.Sequence), null, cancellation))
            newer.Add(rows);
        var missed = SealedVerdict.Of(Batch.Concat(GateTables.Verdict, newer)).Where(verdict => verdict.Sequence > state.Head.Sequence).ToList();
        return await documents.TakeInAsync(state, snapshot.Version, missed, cancellation);
    }

    /// <summary>The last batches of a table.</summary>
    public async Task<TableTrend> TrendAsync(string table, CancellationToken cancellation = default)
    {
        await StateAsync(cancellation);
        return await documents.TrendAsync(table, cancellation);
    }

    /// <summary>The verdicts on a batch of a table, oldest first.</summary>
    public async Task<IReadOnlyList<SealedVerdict>> OfAsync(BatchId batch, string table, CancellationToken cancellation = default) =>
        [.. SealedVerdict.Of(await Verdicts.ReadAsync(batch, cancellation)).Where(verdict => verdict.Verdict.Table == table)];

    /// <summary>Which batches of a table may be read: those that passed, and those that a person vouches for. A ledger keeps what was let in while someone did.</summary>
    /// <returns>Null: all of them.</returns>
    public async Task<AcceptedBatches?> AcceptedAsync(TableDefinition table, CancellationToken cancellation = default)
    {
        if (acceptsAll || table.Layer != Layer.Bronze)
            return null;

        var version = (await Verdicts.SnapshotAsync(cancellation))?.Version ?? -1;
        if (!known.TryGetValue(table.FullName, out var held) || held.Version != version)
        {
            await StateAsync(cancellation);
            held = (version, new(await documents.AcceptedAsync(table.FullName, cancellation)));
            known[table.FullName] = held;
        }

        var words = (await OverridesAsync(cancellation)).Where(word => word.Table == table.FullName && (table.IsLedger || clock.GetUtcNow() < word.ExpiresAt));
        return held.Batches.And(words.Select(word => word.Batch));
    }

    /// <summary>Every override there was, oldest first.</summary>
    public async Task<IReadOnlyList<GateOverride>> OverridesAsync(CancellationToken cancellation = default)
    {
        var all = new List<(DateTime At, GateOverride Word)>();
        var table = lake.Table(GateTables.Override);
        if (await table.SnapshotAsync(cancellation) is { } snapshot)
        {
            await foreach (var rows in table.ReadFilesAsync(snapshot, null, null, cancellation))
                all.AddRange(Enumerable.Range(0, rows.RowCount).Select(row => (rows.Instants(Tables.ObservedAt)[row]!.Value, OverrideAt(rows, row))));
        }

        return [.. all.OrderBy(one => one.At).Select(one => one.Word)];
    }

    /// <summary>A person's word on a batch that counts now; null: there is none.</summary>
    public async Task<GateOverride?> OverrideOfAsync(BatchId batch, string table, CancellationToken cancellation = default) =>
        (await OverridesAsync(cancellation)).LastOrDefault(word => word.IsFor(table, batch.Id, clock.GetUtcNow()));

    internal Task<GateState> TakeInAsync(GateState state, long version, IReadOnlyList<SealedVerdict> verdicts, CancellationToken cancellation) =>
        documents.TakeInAsync(state, version, verdicts, cancellation);

    private static GateOverride OverrideAt(Batch rows, int row) => new(
        rows.Texts("table_name")[row]!, rows.Texts("refused_batch")[row]!, rows.Texts("reason")[row]!, rows.Texts("by")[row]!, new(rows.Instants("expires_at")[row]!.Value, TimeSpan.Zero));
}
