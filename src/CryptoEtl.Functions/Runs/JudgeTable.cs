using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="JudgeTable"/>.</summary>
/// <param name="Table">Full name of the bronze table.</param>
/// <param name="ObservedAt">When the batch's answers were seen.</param>
public sealed record JudgeRequest(BatchId Batch, string Table, DateTimeOffset ObservedAt);

/// <summary>A verdict, and the files that record it.</summary>
/// <param name="QuarantinePart">Null when nothing was held back.</param>
public sealed record Judged(Verdict Verdict, StagedPart VerdictPart, StagedPart? QuarantinePart);

/// <summary>Judges the committed bronze rows of a batch.</summary>
public sealed class JudgeTable(Lake lake, EtlSettings settings)
{
    [Function(nameof(JudgeTable))]
    public async Task<Judged> RunAsync([ActivityTrigger] JudgeRequest input, CancellationToken cancellation)
    {
        var table = Tables.Named(input.Table);
        var contract = Contracts.Of(table, settings.Thresholds);
        var rows = new GateInput(await lake.Table(table).ReadAsync(input.Batch, cancellation), input.ObservedAt);
        var judgement = Gate.Judge(contract, rows);
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);

        var verdict = await StageAsync(GateTables.Verdict, GateRecords.Verdicts([judgement.Verdict], origin));
        var held = GateRecords.Quarantine(contract, rows, judgement.Findings, origin);
        var quarantine = held.RowCount == 0 ? null : await StageAsync(GateTables.Quarantine, held);
        return new(judgement.Verdict, verdict, quarantine);

        Task<StagedPart> StageAsync(TableDefinition into, Batch records) =>
            lake.Table(into).StageAsync(input.Batch, table.FullName, records, cancellation);
    }
}
