using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate;

/// <summary>Key of the chain's signatures; null: verdicts are not signed.</summary>
public sealed record GateSigningKey(byte[]? Bytes);

/// <summary>The chain of verdicts: adds to it and verifies it.</summary>
public sealed class VerdictLedger(Lake lake, GateSigningKey key)
{
    private const int MaxAttempts = 50;

    private LakeTable Table => lake.Table(GateTables.Verdict);

    /// <summary>Seals verdicts on a batch and commits them, once per transaction.</summary>
    /// <exception cref="LakeException">Others always came first.</exception>
    public async Task<Committed> AppendAsync(
        BatchId batch, DateTimeOffset observedAt, IReadOnlyList<Verdict> verdicts, string transaction, CancellationToken cancellation = default)
    {
        var rows = GateRecords.Verdicts(verdicts, new RowOrigin(batch, observedAt, RawSha256: null));
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var state = await lake.Gate.StateAsync(cancellation);
            if ((await Table.SnapshotAsync(cancellation))?.Holds(transaction) == true)
                return new(GateTables.Verdict.FullName, state.Version, verdicts.Count, WasThere: true);
            try
            {
                return await CommitAsync(batch, VerdictChain.Seal(rows, state.Head, key.Bytes), state, transaction, cancellation);
            }
            catch (LakeConflictException)
            {
                // Another verdict took the place in the chain: this one follows it.
            }
        }

        throw new LakeException($"{Table.Log.Table}: {MaxAttempts} other verdicts came first; those of {batch} are not recorded");
    }

    /// <summary>Everything that is wrong with the chain, and how many verdicts it has.</summary>
    public async Task<(long Verdicts, IReadOnlyList<ChainFault> Faults)> VerifyAsync(CancellationToken cancellation = default)
    {
        var known = await new GateDocuments(lake.Storage).StateAsync(cancellation);
        var all = await AllAsync(cancellation);
        var faults = VerdictChain.Faults(all, key.Bytes).ToList();
        var last = all.Integers("sequence").Max() ?? 0;
        if (known.Head.Sequence > last)
            faults.Add(new(known.Head.Sequence, "", "", $"the chain ends at {last}, but {known.Head.Sequence} verdicts were given"));
        return (all.RowCount, faults);
    }

    private async Task<Committed> CommitAsync(BatchId batch, Batch sealedRows, GateState state, string transaction, CancellationToken cancellation)
    {
        var part = await Table.StageAsync(batch, transaction, sealedRows, cancellation);
        var committed = await Table.CommitAsync(batch, [part], transaction, state.Version, cancellation);
        if (!committed.WasThere)
            await lake.Gate.TakeInAsync(state, committed.Version, SealedVerdict.Of(sealedRows), cancellation);
        return committed;
    }

    private async Task<Batch> AllAsync(CancellationToken cancellation)
    {
        var parts = new List<Batch>();
        if (await Table.SnapshotAsync(cancellation) is { } snapshot)
        {
            await foreach (var rows in Table.ReadFilesAsync(snapshot, null, null, cancellation))
                parts.Add(rows);
        }

        return Batch.Concat(GateTables.Verdict, parts);
    }
}
