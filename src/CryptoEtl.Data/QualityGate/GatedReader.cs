using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate;

/// <summary>The only way from bronze to what follows: no rows without a passing verdict, and none that were held back.</summary>
public sealed class GatedReader(Lake lake)
{
    /// <summary>The rows of a batch that passed.</summary>
    /// <exception cref="GateHaltedException">There is no verdict on the batch, or it was refused and nobody vouches for it.</exception>
    /// <exception cref="LakeException">The quarantine does not have the rows that the verdict held back.</exception>
    public async Task<Batch> ReadAsync(TableDefinition table, BatchId batch, CancellationToken cancellation = default)
    {
        if (await lake.Gate.OfAsync(batch, table.FullName, cancellation) is not [.., var last])
            throw new GateHaltedException($"{table.FullName}: batch {batch} has no verdict");
        if (last.IsHalt && await lake.Gate.OverrideOfAsync(batch, table.FullName, cancellation) is null)
            throw new GateHaltedException($"{table.FullName}: batch {batch} was refused: {string.Join("; ", last.Verdict.Reasons)}");

        var rows = await lake.Table(table).ReadAsync(batch, cancellation);
        if (last.Verdict.RowsQuarantined == 0)
            return rows;

        var passed = WithoutHeld(rows, await HeldAsync(table, batch, last.Verdict.ContractSha256, cancellation));
        return passed.RowCount == last.Verdict.RowsPassed ? passed : throw new LakeException(
            $"{table.FullName}: of batch {batch} {last.Verdict.RowsPassed} rows passed, but {passed.RowCount} are not in {GateTables.Quarantine.FullName}");
    }

    /// <summary>The same; null where <see cref="ReadAsync"/> would refuse.</summary>
    public async Task<Batch?> TryReadAsync(TableDefinition table, BatchId batch, CancellationToken cancellation = default)
    {
        try
        {
            return await ReadAsync(table, batch, cancellation);
        }
        catch (GateHaltedException)
        {
            return null;
        }
    }

    /// <summary>The rows held back under a contract: how often by key and id. Rows that are the same in everything have one id.</summary>
    private async Task<Dictionary<string, Dictionary<string, int>>> HeldAsync(TableDefinition table, BatchId batch, string contract, CancellationToken cancellation)
    {
        var held = await lake.Table(GateTables.Quarantine).ReadAsync(batch, cancellation);
        var (names, contracts, keys, ids, numbers) =
            (held.Texts("table_name"), held.Texts("contract_sha256"), held.Texts("row_key"), held.Texts("row_id"), held.Integers("row_number"));
        return Enumerable.Range(0, held.RowCount).Where(row => names[row] == table.FullName && contracts[row] == contract)
            .GroupBy(row => keys[row]!).ToDictionary(
                key => key.Key,
                key => key.GroupBy(row => ids[row]!).ToDictionary(id => id.Key, id => id.Select(row => numbers[row]).Distinct().Count()));
    }

    /// <summary>From the end, so that of equal rows the first stays.</summary>
    private static Batch WithoutHeld(Batch rows, Dictionary<string, Dictionary<string, int>> held)
    {
        var kept = new List<int>();
        for (var row = rows.RowCount - 1; row >= 0; row--)
        {
            if (!held.TryGetValue(GateRecords.KeyOf(rows, row), out var ids) || ids.GetValueOrDefault(GateRecords.RowId(rows, row)) is not (> 0 and var left))
                kept.Add(row);
            else
                ids[GateRecords.RowId(rows, row)] = left - 1;
        }

        kept.Reverse();
        return rows.Take(kept);
    }
}
