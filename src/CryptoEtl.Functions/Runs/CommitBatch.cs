using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="CommitBatch"/>.</summary>
/// <param name="Table">Full name of the table.</param>
/// <param name="Transaction">Names the commit where a batch may have several; null: the batch's id.</param>
/// <param name="ReadVersion">Version of the table that the rows were computed from; null: they depend on nothing in it.</param>
public sealed record CommitRequest(BatchId Batch, string Table, IReadOnlyList<StagedPart> Parts, string? Transaction = null, long? ReadVersion = null);

/// <summary>Makes the staged parts of a batch visible in a table, all at once and once only.</summary>
public sealed class CommitBatch(Lake lake)
{
    [Function(nameof(CommitBatch))]
    public async Task<Committed> RunAsync([ActivityTrigger] CommitRequest input, CancellationToken cancellation)
    {
        var table = Tables.Named(input.Table);
        if (table.Layer == Layer.Bronze && table.IsLedger && await lake.Gate.AcceptedAsync(table, cancellation) is { } accepted && !accepted.Contains(input.Batch.Id))
            throw new GateHaltedException($"{table.FullName}: batch {input.Batch} has no passing verdict, so it does not enter the ledger");
        return await lake.Table(table).CommitAsync(input.Batch, input.Parts, input.Transaction, input.ReadVersion, cancellation);
    }
}
