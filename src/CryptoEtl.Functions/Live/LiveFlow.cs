using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Live;

/// <summary>The order of a live run: plan, fetch, bronze, gate, silver, features, report.</summary>
/// <remarks>Orchestrator code: it touches its context and nothing else.</remarks>
internal sealed class LiveFlow
{
    public const string Pipeline = "live";

    private readonly TaskOrchestrationContext context;
    private readonly BatchId batch;
    private readonly DateTime startedAt;
    private readonly List<FetchedPage> pages = [];
    private readonly List<TableCount> tables = [];
    private int planned;

    private LiveFlow(TaskOrchestrationContext context, BatchId batch) =>
        (this.context, this.batch, startedAt) = (context, batch, context.CurrentUtcDateTime);

    public static Task<RunReport> RunAsync(TaskOrchestrationContext context, BatchId batch) => new LiveFlow(context, batch).RunAsync();

    /// <summary>When the last answer of the batch was seen.</summary>
    private DateTimeOffset ObservedAt => pages.Max(page => page.ObservedAt);

    private IReadOnlyList<string> BronzeTables =>
        [.. pages.Where(page => page.Part is not null).Select(page => page.Table).Distinct()];

    private async Task<RunReport> RunAsync()
    {
        Show("plan", 0, 1);
        var plan = await CallAsync<LivePlanned>(nameof(PlanLive), batch);
        await FetchAsync(plan.Plan.Requests);
        await FetchAsync(MoreSocialPages());

        await CommitBronzeAsync();
        var verdicts = await JudgeAsync();
        var promoted = await PromoteAsync();
        await ComputeFeaturesAsync();
        Show("done", 1, 1);
        return Report(plan, verdicts, promoted);
    }

    private async Task FetchAsync(IReadOnlyList<PlannedRequest> requests)
    {
        planned += requests.Count;
        Show("fetch", pages.Count, planned);
        await Task.WhenAll(requests.Select(FetchAsync));
    }

    private async Task FetchAsync(PlannedRequest request)
    {
        pages.Add(await CallAsync<FetchedPage>(nameof(FetchPage), new FetchRequest(batch, request)));
        Show("fetch", pages.Count, planned);
    }

    /// <summary>How many pages LunarCrush has is known from the first.</summary>
    private PlannedRequest[] MoreSocialPages()
    {
        var total = pages.Find(page => page.Request.Source == SourceNames.LunarCrush)?.TotalRows ?? 0;
        var count = (int)((total + LivePlan.SocialPerPage - 1) / LivePlan.SocialPerPage);
        return count <= 1 ? [] : [.. Enumerable.Range(1, count - 1).Select(LivePlan.Social)];
    }

    private async Task CommitBronzeAsync()
    {
        Show("commit", 0, BronzeTables.Count);
        await Task.WhenAll(BronzeTables.Select(table => CommitAsync(table, [.. PartsOf(table)])));
    }

    /// <summary>In order of name, so that the commit does not depend on which answer came first.</summary>
    private IEnumerable<StagedPart> PartsOf(string table) =>
        pages.Where(page => page.Table == table).Select(page => page.Part).OfType<StagedPart>().OrderBy(part => part.Path, StringComparer.Ordinal);

    private async Task<IReadOnlyList<Verdict>> JudgeAsync()
    {
        Show("gate", 0, BronzeTables.Count);
        var judged = await Task.WhenAll(BronzeTables.Order(StringComparer.Ordinal).Select(table =>
            CallAsync<Judged>(nameof(JudgeTable), new JudgeRequest(batch, table, ObservedAt))));

        // A batch may be judged again under another contract; both verdicts stay.
        var transaction = $"{batch.Id}.{string.Join('-', judged.Select(j => j.Verdict.ContractSha256[..8]))}";
        await CommitAsync(GateTables.Verdict.FullName, [.. judged.Select(j => j.VerdictPart)], transaction);
        await CommitAsync(GateTables.Quarantine.FullName, [.. judged.Select(j => j.QuarantinePart).OfType<StagedPart>()], transaction);
        RequirePass([.. judged.Select(j => j.Verdict)]);
        return [.. judged.Select(j => j.Verdict)];
    }

    private static void RequirePass(IReadOnlyList<Verdict> verdicts)
    {
        var refused = verdicts.Where(verdict => verdict.Decision == Decision.Halt).ToList();
        if (refused.Count > 0)
            throw new GateHaltedException(string.Join("; ", refused.Select(v => $"{v.Table} refused: {string.Join("; ", v.Reasons)}")));
    }

    private async Task<Promoted> PromoteAsync()
    {
        Show("promote", 0, 1);
        var promoted = await CallAsync<Promoted>(nameof(PromoteLive), new PromoteRequest(
            batch, ObservedAt, pages.Single(page => page.Table == LiveTables.Listing.FullName).Request,
            WithSocial: BronzeTables.Contains(LiveTables.BronzeSocial.FullName)));
        await CommitAsync(LiveTables.SilverMapping.FullName, [promoted.Mappings]);
        await CommitAsync(LiveTables.Silver.FullName, [promoted.Rows]);
        return promoted;
    }

    private async Task ComputeFeaturesAsync()
    {
        Show("features", 0, 1);
        var features = await CallAsync<LiveFeatureParts>(nameof(ComputeLiveFeatures), new LiveFeatureRequest(batch, ObservedAt));
        await CommitAsync(LiveTables.AssetFeatures.FullName, [features.Assets]);
        await CommitAsync(LiveTables.MarketFeatures.FullName, [features.Market]);
    }

    private async Task CommitAsync(string table, IReadOnlyList<StagedPart> parts, string? transaction = null)
    {
        var committed = await CallAsync<Committed>(nameof(CommitBatch), new CommitRequest(batch, table, parts, transaction));
        tables.Add(new(table, committed.Rows, committed.Version));
    }

    private RunReport Report(LivePlanned plan, IReadOnlyList<Verdict> verdicts, Promoted promoted) => new(
        batch.Id, batch.Pipeline, batch.Slot, startedAt, context.CurrentUtcDateTime,
        [.. tables.OrderBy(table => table.Table, StringComparer.Ordinal)],
        verdicts,
        [.. pages.GroupBy(page => page.Request.Source).OrderBy(source => source.Key, StringComparer.Ordinal).Select(source =>
            new SourceCount(source.Key, source.Count(), source.Sum(page => page.Attempts), source.Sum(page => page.Request.Credits)))],
        promoted.Counts, plan.Skipped);

    private Task<T> CallAsync<T>(string activity, object input) => context.CallActivityAsync<T>(activity, input, Attempts.Patient);

    private void Show(string stage, int done, int total) => context.SetCustomStatus(new RunProgress(stage, done, total));
}
