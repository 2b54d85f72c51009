using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>A gate run: what was never judged, then the bars as series, then the chain of verdicts itself. All of it is judged before a refusal ends the run.</summary>
/// <remarks>Orchestrator code: it touches its context and nothing else.</remarks>
internal sealed class GateFlow(TaskOrchestrationContext context, RunRequest request)
{
    private static readonly TableDefinition[] Bars = [HistoricalTables.SilverMarket, HistoricalTables.SilverHour, HistoricalTables.SilverOnchain];

    private readonly DateTime startedAt = context.CurrentUtcDateTime;
    private readonly List<TableCount> tables = [];
    private readonly List<Verdict> verdicts = [];
    private readonly List<GateOverride> overrides = [];

    public async Task<RunReport> RunAsync()
    {
        context.SetCustomStatus(new RunProgress("plan", 0, 1));
        var ungated = await CallAsync<IReadOnlyList<JudgeRequest>>(nameof(PlanGate), request.Batch);
        context.SetCustomStatus(new RunProgress("gate", 0, ungated.Count + Bars.Length));
        foreach (var batch in ungated.GroupBy(one => one.Batch))
            await JudgeAsync(batch.Key, [.. batch]);
        foreach (var table in Bars)
            await JudgeBarsAsync(table.FullName);

        var chain = await CallAsync<ChainCheck>(nameof(VerifyChain), request.Batch);
        RequirePass(chain);
        context.SetCustomStatus(new RunProgress("done", 1, 1));
        return new(
            request.Batch.Id, request.Batch.Pipeline, request.Batch.Slot, startedAt, context.CurrentUtcDateTime, tables, verdicts, [], [], [], [])
        {
            Notes = [$"{chain.Verdicts} verdicts, each as it was sealed", .. overrides.Select(word => $"{word.Table} was refused, and is used on the word of {word.By}: {word.Reason}")],
        };
    }

    private async Task JudgeAsync(BatchId batch, IReadOnlyList<JudgeRequest> requests)
    {
        var judged = new List<Judged>();
        foreach (var one in requests)
            judged.Add(await CallAsync<Judged>(nameof(JudgeTable), one));
        await RecordAsync(batch, requests.Max(one => one.ObservedAt), [.. judged.Select(one => one.Verdict)], [.. judged.Select(one => one.Quarantine).OfType<StagedPart>()]);
    }

    private async Task JudgeBarsAsync(string table)
    {
        if (await CallAsync<JudgedBars?>(nameof(JudgeBars), new BarsRequest(request.Batch, table)) is { } judged)
            await RecordAsync(request.Batch, judged.ObservedAt, [judged.Verdict], judged.Quarantine);
    }

    /// <summary>What is held back first, then the verdicts that say so.</summary>
    private async Task RecordAsync(BatchId batch, DateTimeOffset observedAt, IReadOnlyList<Verdict> judged, IReadOnlyList<StagedPart> held)
    {
        var transaction = $"{batch.Id}.{request.Batch.Id}.{string.Join('-', judged.Select(verdict => verdict.Table))}";
        if (held.Count > 0)
            Add(await CallAsync<Committed>(nameof(CommitBatch), new CommitRequest(batch, GateTables.Quarantine.FullName, held, transaction)));
        var recorded = await CallAsync<RecordedVerdicts>(nameof(RecordVerdicts), new VerdictRecord(batch, observedAt, judged, judged, transaction));
        Add(recorded.Committed!);
        verdicts.AddRange(judged);
        overrides.AddRange(recorded.Overrides);
    }

    /// <exception cref="GateHaltedException">A table was refused, or a verdict is not as it was sealed.</exception>
    private void RequirePass(ChainCheck chain)
    {
        var refused = verdicts.Where(verdict => verdict.Decision == Decision.Halt && overrides.All(word => word.Table != verdict.Table))
            .Select(verdict => $"{verdict.Table} refused: {string.Join("; ", verdict.Reasons)}");
        var broken = chain.Faults.Select(fault => $"verdict {fault.Sequence} on {fault.Batch}: {fault.Reason}");
        if (refused.Concat(broken).ToList() is { Count: > 0 } reasons)
            throw new GateHaltedException(string.Join("; ", reasons));
    }

    private void Add(Committed committed) => tables.Add(new(committed.Table, committed.Rows, committed.Version));

    private Task<T> CallAsync<T>(string activity, object input) => context.CallActivityAsync<T>(activity, input, Attempts.Patient);
}
