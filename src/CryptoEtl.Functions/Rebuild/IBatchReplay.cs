using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>Makes the data files of a batch again from its raw answers, as the run made them.</summary>
public interface IBatchReplay
{
    bool Handles(TableDefinition table);

    /// <summary>Tables whose batches must be there for this one's, in the order in which a run commits them; the table itself among them.</summary>
    /// <remarks>A ledger is compared with what it held before, so it is replayed from its first batch, together with the tables it reads.</remarks>
    IReadOnlyList<TableDefinition> Together(TableDefinition table);

    /// <summary>Stages the parts of a batch; none where the batch has no answers for the table.</summary>
    /// <param name="lake">Its raw answers are the old lake's; its tables hold the batches replayed so far, and nothing later.</param>
    Task<IReadOnlyList<StagedPart>> ReplayAsync(Lake lake, BatchId batch, TableDefinition table, CancellationToken cancellation);
}
