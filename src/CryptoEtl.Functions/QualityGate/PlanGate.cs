using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Batches of bronze that nobody judged: a run was stopped after it had committed them, or something else wrote them.</summary>
public sealed class PlanGate(Lake lake, EtlSettings settings)
{
    /// <summary>A run that is under way judges its batch itself.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    [Function(nameof(PlanGate))]
    public async Task<IReadOnlyList<JudgeRequest>> RunAsync([ActivityTrigger] BatchId input, CancellationToken cancellation)
    {
        var ungated = new List<JudgeRequest>();
        foreach (var table in Contracts.All(settings.Thresholds).Select(contract => contract.Table).Where(table => table.Layer == Layer.Bronze && !table.IsLedger))
        {
            var accepted = await lake.Gate.AcceptedAsync(table, cancellation);
            foreach (var batch in await lake.Table(table).BatchesAsync(cancellation))
            {
                if (accepted?.IsJudged(batch.Id) != true && batch.Slot <= input.Slot - Settled && await SeenAtAsync(table, batch, cancellation) is { } seen)
                    ungated.Add(new(batch, table.FullName, seen));
            }
        }

        return ungated;
    }

    private async Task<DateTimeOffset?> SeenAtAsync(TableDefinition table, BatchId batch, CancellationToken cancellation) =>
        (await lake.Table(table).ReadAsync(batch, cancellation)).Instants(Tables.ObservedAt).Max() is { } seen ? new(seen, TimeSpan.Zero) : null;
}
