using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Commits the rows of a replay, as a run would: each step once, however often it is begun.</summary>
internal sealed class ReplayCommit(Lake lake, VerdictLedger verdicts)
{
    /// <summary>Names the file within its batch.</summary>
    public const string Part = "replay";

    private const int MostAttempts = 4;

    /// <summary>The moment of the replay: of its verdict, if one is there from a replay that was cut short.</summary>
    public async Task<DateTime?> MomentAsync(BatchId batch, CancellationToken cancellation) =>
        (await lake.Table(GateTables.Verdict).ReadAsync(batch, cancellation)).Instants(Tables.ObservedAt).FirstOrDefault();

    public Task VerdictAsync(BatchId batch, Verdict verdict, DateTime at, CancellationToken cancellation) =>
        verdicts.AppendAsync(batch, new(at, TimeSpan.Zero), [verdict], batch.Id, cancellation);

    /// <returns>Rows that the replay has in the table.</returns>
    /// <exception cref="LakeConflictException">Others kept adding to the ledger.</exception>
    public async Task<long> RowsAsync(Batch rows, BatchId batch, CancellationToken cancellation)
    {
        if (!rows.Table.IsLedger)
            return await CommitAsync(rows, batch, readVersion: null, cancellation);

        for (var attempt = 1; ; attempt++)
        {
            var (held, differences) = await DifferencesAsync(lake, rows, batch, cancellation);
            if (differences.Counts.Outdated > 0)
                throw new BadInputException($"{rows.Table.FullName}: it is {rows.Instants(Tables.ObservedAt)[0]:O} by the clock, but the ledger has values that were seen later");
            try
            {
                if (differences.Rows.RowCount > 0)
                    await CommitAsync(differences.Rows, batch, held.Version, cancellation);
                return (await lake.Table(rows.Table).ReadAsync(batch, cancellation)).RowCount;
            }
            catch (LakeConflictException) when (attempt < MostAttempts)
            {
                // Another run was first: what it added is read and compared with.
            }
        }
    }

    /// <summary>What of the rows is new to a ledger.</summary>
    public static async Task<(HeldRows Held, DifferenceRows Differences)> DifferencesAsync(Lake lake, Batch rows, BatchId batch, CancellationToken cancellation)
    {
        var table = rows.Table;
        var subjects = LedgerRows.TextsOf(rows, table.Key[0]).OfType<string>().ToHashSet();
        var held = await LedgerRows.ReadAsync(lake, table, table.Key[0], subjects, cancellation);
        var at = rows.Instants(Tables.ObservedAt)[0]!.Value;
        var differences = Differences.Of(table, held.Rows, rows, _ => false, _ => false, new(batch, new(at, TimeSpan.Zero), RawSha256: null));
        return (held, differences with { Rows = ReplayRows.AvailableFrom(differences.Rows, at) });
    }

    private async Task<long> CommitAsync(Batch rows, BatchId batch, long? readVersion, CancellationToken cancellation)
    {
        var table = lake.Table(rows.Table);
        return (await table.CommitAsync(batch, [await table.StageAsync(batch, Part, rows, cancellation)], batch.Id, readVersion, cancellation)).Rows;
    }
}
