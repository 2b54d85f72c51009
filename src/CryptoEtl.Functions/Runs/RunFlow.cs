using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Runs;

/// <summary>One file of a table, staged.</summary>
/// <param name="Table">Full name.</param>
public sealed record TablePart(string Table, StagedPart Part);

/// <summary>Silver, staged.</summary>
public sealed record Promoted(IReadOnlyList<TablePart> Parts, IReadOnlyList<MappingCount> Counts);

/// <summary>What every run does: plan, fetch, bronze, gate, silver, report. A pipeline adds what is its own.</summary>
/// <remarks>Orchestrator code: it touches its context and nothing else.</remarks>
internal abstract class RunFlow
{
    private readonly TaskOrchestrationContext context;
    private readonly RunRequest request;
    private readonly DateTime startedAt;
    private readonly List<FetchedPage> pages = [];
    private readonly List<TableCount> tables = [];
    private IReadOnlyList<GateOverride> overrides = [];
    private int planned;

    protected RunFlow(TaskOrchestrationContext context, RunRequest request) =>
        (this.context, this.request, startedAt) = (context, request, context.CurrentUtcDateTime);

    protected BatchId Batch => request.Batch;

    protected IReadOnlyList<FetchedPage> Pages => pages;

    /// <summary>When the last answer of the batch was seen.</summary>
    protected DateTimeOffset ObservedAt => pages.Max(page => page.ObservedAt);

    /// <summary>Bronze tables that got an answer, empty ones included.</summary>
    protected IReadOnlyList<string> BronzeTables =>
        [.. pages.Where(page => page.Part is not null).Select(page => page.Table).Distinct().Order(StringComparer.Ordinal)];

    public async Task<RunReport> RunAsync()
    {
        Show("plan", 0, 1);
        var plan = await CallAsync<Planned>(nameof(PlanRun), request);
        await FetchAsync(plan.Plan.Requests);
        await FetchMoreAsync(plan.Plan);

        var verdicts = await LandAsync();
        Show("promote", 0, 1);
        var promoted = await PromoteAsync();
        await CommitAsync(promoted.Parts);
        await FinishAsync();
        await CallAsync<IReadOnlyList<string>>(nameof(SettleBudget), new SettleRequest(Batch, [.. Sources.Where(source => source.Attempts > 0).Select(source => source.Source)]));
        Show("done", 1, 1);
        return Report(plan, verdicts, promoted);
    }

    /// <summary>Part of the past that the run is about.</summary>
    protected RunScope Past => request.Past;

    /// <summary>Calls and credits of every source that was asked.</summary>
    protected virtual IReadOnlyList<SourceCount> Sources => [.. pages.GroupBy(page => page.Request.Source).OrderBy(source => source.Key, StringComparer.Ordinal).Select(Count)];

    /// <summary>Whether the rows of single pages are staged for bronze as they come.</summary>
    protected virtual bool KeepsPages => true;

    /// <summary>Bronze, and the gate's verdicts on it.</summary>
    /// <exception cref="GateHaltedException">A table was refused.</exception>
    protected virtual async Task<IReadOnlyList<Verdict>> LandAsync()
    {
        await CommitBronzeAsync();
        await CommitDriftAsync();
        return await JudgeAsync();
    }

    /// <summary>Requests that are known only from the first answers, such as further pages. The plan bounds them.</summary>
    protected abstract Task FetchMoreAsync(RequestPlan plan);

    protected abstract Task<Promoted> PromoteAsync();

    /// <summary>What follows silver.</summary>
    protected virtual Task FinishAsync() => Task.CompletedTask;

    protected async Task FetchAsync(IReadOnlyList<PlannedRequest> requests)
    {
        planned += requests.Count;
        Show("fetch", pages.Count, planned);
        await Task.WhenAll(requests.Select(FetchAsync));
    }

    /// <summary>The pages after the first: all at once where the source tells how many there are, else one after the other until one is short.</summary>
    /// <param name="first">What the source calls its first page: 0 or 1.</param>
    protected async Task FetchPagesAsync(FollowUp more, int first, int perPage, Func<int, PlannedRequest> page)
    {
        var last = pages.Single(fetched => fetched.Request.Endpoint == more.Endpoint);
        if (last.TotalRows is { } total)
        {
            await FetchAsync(Paging.After(total, more, first, perPage, page));
            return;
        }

        for (var number = first + 1; last.Rows >= perPage; number++)
        {
            await FetchAsync(more.Bounded([.. Enumerable.Range(first + 1, number - first).Select(page)]).TakeLast(1).ToList());
            last = pages[^1];
        }
    }

    /// <summary>Commits each table's parts, in the order of the tables.</summary>
    protected virtual async Task CommitAsync(IReadOnlyList<TablePart> parts)
    {
        foreach (var table in parts.GroupBy(part => part.Table))
            await CommitAsync(table.Key, [.. table.Select(part => part.Part)]);
    }

    protected async Task CommitAsync(string table, IReadOnlyList<StagedPart> parts, string? transaction = null, long? readVersion = null)
    {
        var committed = await CallAsync<Committed>(nameof(CommitBatch), new CommitRequest(Batch, table, parts, transaction, readVersion));
        tables.Add(new(table, committed.Rows, committed.Version));
    }

    protected Task<T> CallAsync<T>(string activity, object input) => context.CallActivityAsync<T>(activity, input, Attempts.Patient);

    protected void Show(string stage, int done, int total) => context.SetCustomStatus(new RunProgress(stage, done, total));

    private async Task FetchAsync(PlannedRequest request)
    {
        pages.Add(await CallAsync<FetchedPage>(nameof(FetchPage), new FetchRequest(Batch, request, KeepsPages)));
        Show("fetch", pages.Count, planned);
    }

    private async Task CommitBronzeAsync()
    {
        Show("commit", 0, BronzeTables.Count);
        await Task.WhenAll(BronzeTables.Select(table => CommitAsync(table, [.. PartsOf(table)])));
    }

    /// <summary>The table is made by the first change there is.</summary>
    protected async Task CommitDriftAsync()
    {
        if (Drift is { Count: > 0 } drift)
            await CommitAsync([await CallAsync<TablePart>(nameof(RecordDrift), new DriftRequest(Batch, ObservedAt, drift))]);
    }

    /// <summary>What the answers had otherwise than known.</summary>
    protected virtual IEnumerable<AnswerDrift> DriftSeen => pages.Select(page => new AnswerDrift(page.Request.Endpoint, page.Drift ?? []));

    private IReadOnlyList<DriftCount> Drift => [.. AnswerDrift.Sum(DriftSeen).SelectMany(endpoint => endpoint.Drift)];

    /// <summary>In order of name, so that the commit does not depend on which answer came first.</summary>
    private IEnumerable<StagedPart> PartsOf(string table) =>
        pages.Where(page => page.Table == table).Select(page => page.Part).OfType<StagedPart>().OrderBy(part => part.Path, StringComparer.Ordinal);

    private async Task<IReadOnlyList<Verdict>> JudgeAsync()
    {
        Show("gate", 0, BronzeTables.Count);
        var judged = await Task.WhenAll(BronzeTables.Select(table =>
            CallAsync<Judged>(nameof(JudgeTable), new JudgeRequest(Batch, table, ObservedAt))));

        // A batch may be judged again under another contract; both verdicts stay.
        var transaction = $"{Batch.Id}.{string.Join('-', judged.Select(j => j.Verdict.ContractSha256[..8]))}";
        await CommitAsync(GateTables.Quarantine.FullName, [.. judged.Select(j => j.Quarantine).OfType<StagedPart>()], transaction);
        await RecordAsync([.. judged.Where(j => !j.IsRecorded).Select(j => j.Verdict)], [.. judged.Select(j => j.Verdict)], ObservedAt, transaction);
        return [.. judged.Select(j => j.Verdict)];
    }

    /// <summary>Adds verdicts to the chain, after what they hold back, and ends the run where one refuses a table that nobody vouches for.</summary>
    /// <exception cref="GateHaltedException">A table was refused.</exception>
    protected async Task RecordAsync(IReadOnlyList<Verdict> fresh, IReadOnlyList<Verdict> verdicts, DateTimeOffset observedAt, string transaction)
    {
        var recorded = await CallAsync<RecordedVerdicts>(nameof(RecordVerdicts), new VerdictRecord(Batch, observedAt, fresh, verdicts, transaction));
        if (recorded.Committed is { } committed)
            tables.Add(new(committed.Table, committed.Rows, committed.Version));
        overrides = recorded.Overrides;
        RequirePass(verdicts, recorded.Overrides);
    }

    private static void RequirePass(IReadOnlyList<Verdict> verdicts, IReadOnlyList<GateOverride> overrides)
    {
        var refused = verdicts.Where(verdict => verdict.Decision == Decision.Halt && overrides.All(word => word.Table != verdict.Table)).ToList();
        if (refused.Count > 0)
            throw new GateHaltedException(string.Join("; ", refused.Select(v => $"{v.Table} refused: {string.Join("; ", v.Reasons)}")));
    }

    protected virtual RunReport Report(Planned plan, IReadOnlyList<Verdict> verdicts, Promoted promoted) => new(
        Batch.Id, Batch.Pipeline, Batch.Slot, startedAt, context.CurrentUtcDateTime,
        [.. tables.OrderBy(table => table.Table, StringComparer.Ordinal)],
        verdicts,
        Sources,
        promoted.Counts, plan.Skipped, Drift) { Notes = [.. Overridden] };

    /// <summary>What was refused and is used nevertheless.</summary>
    protected IEnumerable<string> Overridden =>
        overrides.Select(word => $"{word.Table} was refused, and is used on the word of {word.By} until {word.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}: {word.Reason}");

    private static SourceCount Count(IGrouping<string, FetchedPage> source) => new(
        source.Key, source.Count(), source.Sum(page => page.Attempts), source.Sum(page => page.Credits),
        source.Count(page => page.Came != CacheOutcome.Fetched), source.Count(page => page.Came == CacheOutcome.Stale));
}
