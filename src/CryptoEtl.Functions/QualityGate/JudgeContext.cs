using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Universe;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>What else was known when a batch was seen: accepted rows of the tables that its contract compares it with.</summary>
public sealed class JudgeContext(Lake lake)
{
    /// <summary>Prices of two sources are compared when they were asked for at about the same time.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromHours(2);

    /// <summary>A universe that was not brought up to date for longer says nothing about today.</summary>
    private const int OldestUniverseDays = 7;

    /// <summary>A table that has nothing of the time is left out: its rules then find nothing.</summary>
    public async Task<IReadOnlyDictionary<string, Batch>> OthersAsync(Contract contract, BatchId batch, CancellationToken cancellation)
    {
        var others = new Dictionary<string, Batch>(StringComparer.Ordinal);
        foreach (var table in contract.Others)
        {
            var rows = table == UniverseTables.Silver ? await MembersAsync(batch, cancellation) : table.IsLedger ? null : await NearestAsync(table, batch, cancellation);
            if (rows is { RowCount: > 0 })
                others[table.FullName] = rows;
        }

        return others;
    }

    /// <summary>The last day of the universe, if it lies a few days before the slot.</summary>
    private async Task<Batch?> MembersAsync(BatchId batch, CancellationToken cancellation)
    {
        var universe = await HeldUniverse.ReadAsync(lake, cancellation);
        if (universe.LastDay is not { } last || last > batch.EventDate || last < batch.EventDate.AddDays(-OldestUniverseDays))
            return null;
        return Ledger.Newest((await universe.VintagesAsync(last, last, cancellation)).Rows, withWithdrawn: false);
    }

    private async Task<Batch?> NearestAsync(TableDefinition table, BatchId batch, CancellationToken cancellation)
    {
        var reader = new GatedReader(lake);
        var near = (await lake.Table(table).BatchesAsync(cancellation)).Where(other => other.Slot <= batch.Slot && batch.Slot - other.Slot <= Near).Reverse();
        foreach (var other in near)
        {
            if (await reader.TryReadAsync(table, other, cancellation) is { } rows)
                return rows;
        }

        return null;
    }
}
