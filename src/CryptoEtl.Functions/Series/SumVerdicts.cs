using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Series;

/// <summary>Input of <see cref="SumVerdicts"/>.</summary>
/// <param name="Verdicts">On the parts of the batch.</param>
public sealed record VerdictParts(BatchId Batch, DateTimeOffset ObservedAt, IReadOnlyList<Verdict> Verdicts);

/// <summary>A batch of a ledger is judged page by page, and accepted or refused as a whole: one verdict per ledger, over all its parts.</summary>
public sealed class SumVerdicts(Lake lake, EtlSettings settings)
{
    [Function(nameof(SumVerdicts))]
    public async Task<IReadOnlyList<Verdict>> RunAsync([ActivityTrigger] VerdictParts input, CancellationToken cancellation)
    {
        var verdicts = new List<Verdict>();
        foreach (var table in input.Verdicts.GroupBy(verdict => verdict.Table).OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            var (contract, trend) = (Contracts.Of(Tables.Named(table.Key), settings.Thresholds), await lake.Gate.TrendAsync(table.Key, cancellation));
            verdicts.Add(Gate.Sum(contract, [.. table], trend.Baseline.Before(input.Batch), input.Batch.Slot, input.ObservedAt));
        }

        return verdicts;
    }
}
