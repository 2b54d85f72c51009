using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Features;

/// <summary>A features run: plan, silver per block of assets, columns per block of assets, then day by day what compares them. Each block of days is committed as it is done.</summary>
/// <remarks>Orchestrator code: it touches its context and nothing else.</remarks>
internal sealed class FeaturesFlow(TaskOrchestrationContext context, RunRequest request)
{
    /// <summary>Blocks in memory at a time.</summary>
    private const int SideBySide = 2;

    private readonly DateTime startedAt = context.CurrentUtcDateTime;
    private readonly Dictionary<string, TableCount> tables = [];
    private (long Rows, long Cells, long Nulls) made;
    private HealthNotes health = HealthNotes.None;

    public async Task<RunReport> RunAsync()
    {
        Show("plan", 0, 1);
        var plan = await CallAsync<FeaturePlan>(nameof(PlanFeatures), new PlanFeaturesRequest(request.Batch, request.Past));
        if (plan.Days.Count > 0)
        {
            await EachAsync<int>("read", nameof(ReadFeatureInputs), plan, plan.AssetBlocks);
            await EachAsync<int>("assets", nameof(MakeAssetColumns), plan, plan.AssetBlocks);
            await MakeDaysAsync(plan);
        }

        await CallAsync<bool>(nameof(ClearFeatureWork), request.Batch);
        Show("done", 1, 1);
        return new(request.Batch.Id, request.Batch.Pipeline, request.Batch.Slot, startedAt, context.CurrentUtcDateTime, [.. tables.Values], [], [], [], [], [])
        {
            Notes = [NoteOn(plan), .. health.Told()],
        };
    }

    private string NoteOn(FeaturePlan plan) => plan.Days.Count == 0
        ? "every day that can be made is there"
        : string.Create(CultureInfo.InvariantCulture, $"{plan.Days.Sum(block => block.Days)} days of {plan.Assets} assets: {made.Rows} rows, {FeatureCatalogue.All.Count} columns, {(made.Cells == 0 ? 0 : 100.0 * made.Nulls / made.Cells):F1} % null");

    /// <summary>A step of all blocks of assets, a few at a time.</summary>
    private async Task EachAsync<T>(string stage, string activity, FeaturePlan plan, int blocks)
    {
        Show(stage, 0, blocks);
        var running = new Queue<Task<T>>();
        for (var block = 0; block < blocks; block++)
        {
            for (var next = block + running.Count; next < Math.Min(blocks, block + SideBySide); next++)
                running.Enqueue(CallAsync<T>(activity, new FeatureBlockRequest(request.Batch, plan, next)));
            await running.Dequeue();
            Show(stage, block + 1, blocks);
        }
    }

    /// <summary>A few blocks of days are made side by side, for memory's sake, and committed in the order of days.</summary>
    private async Task MakeDaysAsync(FeaturePlan plan)
    {
        Show("days", 0, plan.Days.Count);
        var blocks = new Queue<Task<FeatureDays>>();
        for (var block = 0; block < plan.Days.Count; block++)
        {
            for (var next = block + blocks.Count; next < Math.Min(plan.Days.Count, block + SideBySide); next++)
                blocks.Enqueue(CallAsync<FeatureDays>(nameof(MakeFeatureDays), new FeatureBlockRequest(request.Batch, plan, next)));
            var days = await blocks.Dequeue();
            made = (made.Rows + days.Rows, made.Cells + days.Cells, made.Nulls + days.Nulls);
            var judged = await CallAsync<JudgedHealth>(nameof(JudgeFeatureHealth), new FeatureBlockRequest(request.Batch, plan, block));
            health = health.And(judged.Notes);
            // The market's table last: its days are the days that are done.
            await CommitAsync(PartsOf(days, FeatureTables.Asset), FeatureTables.Asset.FullName, plan.Days[block], plan.AssetVersion);
            await CommitAsync(judged.Parts, FeatureTables.Health.FullName, plan.Days[block], plan.HealthVersion);
            await CommitAsync(PartsOf(days, FeatureTables.Market), FeatureTables.Market.FullName, plan.Days[block], plan.MarketVersion);
            Show("days", block + 1, plan.Days.Count);
        }
    }

    /// <param name="planned">Version of the table that the plan saw.</param>
    private async Task CommitAsync(IReadOnlyList<StagedPart> parts, string table, DayBlock block, long planned)
    {
        var transaction = $"{request.Batch.Id}.{block.First}";
        var committed = await CallAsync<Committed>(nameof(CommitBatch), new CommitRequest(request.Batch, table, parts, transaction, tables.TryGetValue(table, out var before) ? before.Version : planned));
        tables[table] = new(table, committed.Rows + (before?.Rows ?? 0), committed.Version);
    }

    private static IReadOnlyList<StagedPart> PartsOf(FeatureDays days, TableDefinition table) => [.. days.Parts.Where(part => part.Table == table.FullName).Select(part => part.Part)];

    private void Show(string stage, int done, int total) => context.SetCustomStatus(new RunProgress(stage, done, total));

    private Task<T> CallAsync<T>(string activity, object input) => context.CallActivityAsync<T>(activity, input, Attempts.Patient);
}
