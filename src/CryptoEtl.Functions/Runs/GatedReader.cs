using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Runs;

/// <summary>The only way from bronze to what follows: no rows without a passing verdict.</summary>
public static class GatedReader
{
    /// <summary>The rows of a batch that passed.</summary>
    /// <exception cref="GateHaltedException">There is no verdict on the batch, or it was refused, or another contract passed it.</exception>
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
        var row = Array.IndexOf(verdicts.Texts("table_name"), contract.Table.FullName);
        if (row < 0)
            throw new GateHaltedException($"{contract.Table.FullName}: batch {batch} has no verdict");
        if (verdicts.Texts("decision")[row] == GateRecords.Word(Decision.Halt))
            throw new GateHaltedException($"{contract.Table.FullName}: batch {batch} was refused: {verdicts.Texts("reasons")[row]}");
        if (verdicts.Texts("contract_sha256")[row] != contract.Sha256)
            throw new GateHaltedException($"{contract.Table.FullName}: batch {batch} passed another contract than today's");
    }
}
