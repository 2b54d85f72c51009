using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="RecordDrift"/>.</summary>
public sealed record DriftRequest(BatchId Batch, DateTimeOffset ObservedAt, IReadOnlyList<DriftCount> Drift);

/// <summary>Stages what changed at the sources.</summary>
public sealed class RecordDrift(Lake lake)
{
    [Function(nameof(RecordDrift))]
    public Task<TablePart> RunAsync([ActivityTrigger] DriftRequest input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var rows = new BatchBuilder(GateTables.Drift);
        foreach (var drift in input.Drift)
        {
            rows.Text("endpoint", drift.Endpoint)
                .Text("field", drift.Field)
                .Text("kind", drift.Kind)
                .Integer("rows", drift.Rows)
                .Text("example", drift.Example)
                .Origin(origin, input.ObservedAt, TimeSpan.Zero)
                .EndRow();
        }

        return lake.StageAsync(input.Batch, input.Batch.Pipeline, rows.Build(), cancellation);
    }
}
