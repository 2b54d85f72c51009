using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Series;

/// <summary>Input of <see cref="SumVerdicts"/>.</summary>
/// <param name="Verdicts">On the parts of the batch.</param>
public sealed record VerdictParts(BatchId Batch, DateTimeOffset ObservedAt, IReadOnlyList<Verdict> Verdicts);

/// <summary>One verdict per ledger, over all its parts.</summary>
public sealed record SummedVerdicts(IReadOnlyList<Verdict> Verdicts, StagedPart Part);

/// <summary>A batch of a ledger is judged page by page, and accepted or refused as a whole.</summary>
public sealed class SumVerdicts(Lake lake, EtlSettings settings)
{
    [Function(nameof(SumVerdicts))]
    public async Task<SummedVerdicts> RunAsync([ActivityTrigger] VerdictParts input, CancellationToken cancellation)
    {
        var verdicts = input.Verdicts.GroupBy(verdict => verdict.Table).OrderBy(table => table.Key, StringComparer.Ordinal)
            .Select(table => Gate.Sum(Contracts.Of(Tables.Named(table.Key), settings.Thresholds), [.. table], Baseline.None, input.Batch.Slot, input.ObservedAt)).ToList();
        var rows = GateRecords.Verdicts(verdicts, new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null));
        return new(verdicts, await lake.Table(GateTables.Verdict).StageAsync(input.Batch, "ledgers", rows, cancellation));
    }
}
