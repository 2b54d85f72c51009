using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.QualityGate;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="JudgeTable"/>.</summary>
/// <param name="Table">Full name of the bronze table.</param>
/// <param name="ObservedAt">When the batch's answers were seen.</param>
public sealed record JudgeRequest(BatchId Batch, string Table, DateTimeOffset ObservedAt);

/// <summary>A verdict, and the rows that it holds back, staged.</summary>
/// <param name="Quarantine">Null when nothing was held back.</param>
/// <param name="IsRecorded">The batch was judged under this contract before: that verdict stands.</param>
public sealed record Judged(Verdict Verdict, StagedPart? Quarantine, bool IsRecorded = false);

/// <summary>Judges the committed bronze rows of a batch, once under each contract.</summary>
public sealed class JudgeTable(Lake lake, EtlSettings settings, JudgeContext context)
{
    [Function(nameof(JudgeTable))]
    public async Task<Judged> RunAsync([ActivityTrigger] JudgeRequest input, CancellationToken cancellation)
    {
        var table = Tables.Named(input.Table);
        var contract = Contracts.Of(table, settings.Thresholds);
        var known = await lake.Gate.OfAsync(input.Batch, input.Table, cancellation);
        if (known is [.., var last] && last.Verdict.ContractSha256 == contract.Sha256)
            return new(last.Verdict, Quarantine: null, IsRecorded: true);

        var rows = new GateInput(await lake.Table(table).ReadAsync(input.Batch, cancellation), input.ObservedAt)
        {
            Others = await context.OthersAsync(contract, input.Batch, cancellation),
        };
        var trend = await lake.Gate.TrendAsync(input.Table, cancellation);
        var judgement = Gate.Judge(contract, rows, trend.Baseline.Before(input.Batch), input.Batch.Slot);
        return new(judgement.Verdict, await StageAsync(contract, rows, judgement, input, cancellation));
    }

    private async Task<StagedPart?> StageAsync(Contract contract, GateInput rows, Judgement judgement, JudgeRequest input, CancellationToken cancellation)
    {
        var held = GateRecords.Quarantine(contract, rows, judgement.Findings, new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null));
        return held.RowCount == 0 ? null : await lake.Table(GateTables.Quarantine).StageAsync(input.Batch, input.Table, held, cancellation);
    }
}
