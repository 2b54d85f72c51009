using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Runs;

/// <summary>The only way from bronze to what follows: no rows without a passing verdict.</summary>
public static class GatedReader
{
    /// <summary>The rows of a batch that passed.</summary>
    /// <exception cref="GateHaltedException">There is no verdict on the batch, or it was refused.</exception>
    public static async Task<Batch> ReadAsync(
        Lake lake, TableDefinition table, BatchId batch, GateThresholds thresholds, DateTimeOffset observedAt, CancellationToken cancellation)
    {
        var contract = Contracts.Of(table, thresholds);
        RequirePass(await lake.Table(GateTables.Verdict).ReadAsync(batch, cancellation), contract, batch);
        var rows = await lake.Table(table).ReadAsync(batch, cancellation);
        return Gate.Judge(contract, new GateInput(rows, observedAt)).Passed;
    }

    private static void RequirePass(Batch verdicts, Contract contract, BatchId batch)
    {
        var row = Enumerable.Range(0, verdicts.RowCount).Cast<int?>().FirstOrDefault(row =>
            verdicts.Texts("table_name")[row!.Value] == contract.Table.FullName && verdicts.Texts("contract_sha256")[row.Value] == contract.Sha256);
        if (row is not { } found)
            throw new GateHaltedException($"{contract.Table.FullName}: batch {batch} has no verdict under today's contract");
        if (verdicts.Texts("decision")[found] == GateRecords.Word(Decision.Halt))
            throw new GateHaltedException($"{contract.Table.FullName}: batch {batch} was refused: {verdicts.Texts("reasons")[found]}");
    }
}
