using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="RecordVerdicts"/>.</summary>
/// <param name="Verdicts">Those that are new.</param>
/// <param name="Judged">Every verdict on the batch that counts, new or not.</param>
/// <param name="Transaction">Names the commit.</param>
public sealed record VerdictRecord(BatchId Batch, DateTimeOffset ObservedAt, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<Verdict> Judged, string Transaction);

/// <summary>What was recorded.</summary>
/// <param name="Committed">Null: nothing was new.</param>
/// <param name="Overrides">What people said of the tables that were refused, as far as it counts now.</param>
public sealed record RecordedVerdicts(Committed? Committed, IReadOnlyList<GateOverride> Overrides);

/// <summary>Adds verdicts to the chain, and asks who vouches for what they refuse.</summary>
public sealed class RecordVerdicts(Lake lake, VerdictLedger ledger)
{
    [Function(nameof(RecordVerdicts))]
    public async Task<RecordedVerdicts> RunAsync([ActivityTrigger] VerdictRecord input, CancellationToken cancellation)
    {
        var committed = input.Verdicts.Count == 0 ? null
            : await ledger.AppendAsync(input.Batch, input.ObservedAt, input.Verdicts, input.Transaction, cancellation);
        var overrides = new List<GateOverride>();
        foreach (var refused in input.Judged.Where(verdict => verdict.Decision == Decision.Halt))
        {
            if (await lake.Gate.OverrideOfAsync(input.Batch, refused.Table, cancellation) is { } word)
                overrides.Add(word);
        }

        return new(committed, overrides);
    }
}
