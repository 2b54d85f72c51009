using System.Security.Cryptography;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Series;

/// <summary>A run over the past: lists first, then pages of assets, each asset a checkpoint of its own.</summary>
/// <remarks>What is refused by the gate does not enter the ledgers; what failed is tried once more, then told, and asked for by the next run.</remarks>
internal abstract class SeriesFlow(TaskOrchestrationContext context, RunRequest request) : RunFlow(context, request)
{
    private const string NoCandles = "; bars are made of daily points. HISTORICAL_CANDLES=false does not ask for candles";

    private readonly List<FetchedSeries> fetched = [];
    private readonly List<TableRevisions> revisions = [];
    private readonly List<string> notes = [];

    /// <summary>What the planner found.</summary>
    protected SeriesWork Work { get; private set; } = new([], 0, new Dictionary<string, int>(), [], [], []);

    /// <summary>The lists that were not refused.</summary>
    protected IReadOnlyList<PlannedRequest> Answered => [.. Pages.Where(page => page.Refused is null).Select(page => page.Request)];

    /// <summary>When the last answer of the batch was seen, though not before its slot: answers of lists may be of earlier that day.</summary>
    protected DateTimeOffset SeenAt => fetched.Select(page => page.ObservedAt).OfType<DateTimeOffset>().Append(ObservedAt).Append(Batch.Slot).Max();

    protected override bool KeepsPages => false;

    protected override IEnumerable<AnswerDrift> DriftSeen => base.DriftSeen.Concat(fetched.SelectMany(page => page.Drift));

    protected override IReadOnlyList<SourceCount> Sources =>
    [
        .. base.Sources.Concat(fetched.SelectMany(page => page.Sources)).GroupBy(source => source.Source).OrderBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => new SourceCount(
                source.Key, source.Sum(one => one.Requests), source.Sum(one => one.Attempts), source.Sum(one => one.Credits),
                source.Sum(one => one.Cached), source.Sum(one => one.Stale))),
    ];

    /// <summary>Turns the first answers into pages of work.</summary>
    protected abstract Task<SeriesWork> PlanWorkAsync(RequestPlan plan);

    protected override async Task FetchMoreAsync(RequestPlan plan)
    {
        Work = await PlanWorkAsync(plan);
        foreach (var more in plan.FollowUps)
            RequireBounded(more, Work.Requests.GetValueOrDefault(more.Endpoint));

        Show("series", 0, Work.Pages.Count);
        await Task.WhenAll(Work.Pages.Select(FetchAsync));
        foreach (var failed in fetched.Where(page => page.Failures.Count > 0).Select(page => page.Page).Order(StringComparer.Ordinal).ToList())
            await FetchAsync(failed);
    }

    protected override async Task<IReadOnlyList<Verdict>> LandAsync()
    {
        var parts = Work.Parts.Concat(fetched.OrderBy(page => page.Page, StringComparer.Ordinal).SelectMany(page => page.Parts)).ToList();
        await CommitDriftAsync();
        var verdicts = await JudgeAsync(parts);
        await CommitLedgersAsync([.. parts.Select(part => part.Rows)]);

        // Last: what is covered is not asked for again.
        await CommitPartsAsync(HistoricalTables.Coverage.FullName, [.. fetched.OrderBy(page => page.Page, StringComparer.Ordinal).Select(page => page.Coverage).OfType<StagedPart>()]);
        return verdicts;
    }

    /// <summary>Commits silver and keeps what its makers noted.</summary>
    protected async Task CommitAsync(IReadOnlyList<PromotedSeries> promoted)
    {
        await CommitLedgersAsync([.. promoted.SelectMany(page => page.Parts)]);
        notes.AddRange(promoted.SelectMany(page => page.Notes));
    }

    /// <summary>The same run may add to a ledger again, when it is repeated for what had failed.</summary>
    protected async Task CommitLedgersAsync(IReadOnlyList<LedgerPart> parts)
    {
        foreach (var table in parts.GroupBy(part => part.Table).OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            await CommitPartsAsync(table.Key, [.. table.Select(part => part.Part)], table.Min(part => part.HeldVersion));
            revisions.Add(new(table.Key, table.Select(part => part.Counts).Aggregate((one, other) => one + other)));
        }
    }

    protected override RunReport Report(Planned plan, IReadOnlyList<Verdict> verdicts, Promoted promoted) => base.Report(plan, verdicts, promoted) with
    {
        Revisions = [.. revisions.OrderBy(table => table.Table, StringComparer.Ordinal)],
        Failures = [.. fetched.SelectMany(page => page.Failures).Select(failure => $"{failure.AssetId}: {failure.Series} {failure.Subject}: {failure.Reason}").Order(StringComparer.Ordinal)],
        Notes = [.. Overridden, .. Work.Notes, .. Refusals, .. notes],
        Mappings = [.. Work.Mappings, .. promoted.Counts],
    };

    /// <summary>One line per endpoint, however many series it concerns.</summary>
    private IEnumerable<string> Refusals => fetched.OrderBy(page => page.Page, StringComparer.Ordinal).SelectMany(page => page.Refusals).DistinctBy(refusal => refusal.Endpoint)
        .Select(refusal => $"{refusal.Endpoint}: not in the plan of the key, so left out ({refusal.Reason})" + (refusal.Endpoint == Endpoints.OhlcRange ? NoCandles : ""));

    private async Task FetchAsync(string page)
    {
        var answer = await CallAsync<FetchedSeries>(nameof(FetchSeries), new SeriesFetch(Batch, page));
        fetched.RemoveAll(before => before.Page == page);
        fetched.Add(answer);
        Show("series", fetched.Count, Work.Pages.Count);
    }

    private async Task<IReadOnlyList<Verdict>> JudgeAsync(List<JudgedPart> parts)
    {
        Show("gate", 0, parts.Count);
        if (parts.Count == 0)
            return [];

        var summed = await CallAsync<IReadOnlyList<Verdict>>(nameof(SumVerdicts), new VerdictParts(Batch, SeenAt, [.. parts.Select(part => part.Verdict)]));
        await CommitPartsAsync(GateTables.Quarantine.FullName, [.. parts.Select(part => part.Quarantine).OfType<StagedPart>()]);
        await RecordAsync(summed, summed, SeenAt, $"{Batch.Id}.{HashOf([.. parts.Select(part => part.Rows.Part)])}");
        return summed;
    }

    /// <summary>The commit is named by its files: the same files once, other files of the same run another time.</summary>
    private async Task CommitPartsAsync(string table, IReadOnlyList<StagedPart> parts, long? heldVersion = null)
    {
        if (parts.Count > 0)
            await CommitAsync(table, parts, $"{Batch.Id}.{HashOf(parts)}", heldVersion);
    }

    private static string HashOf(IReadOnlyList<StagedPart> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => part.Path)))))[..8];

    private static void RequireBounded(FollowUp more, int requests)
    {
        if (requests > more.AtMost)
            throw new UpstreamException($"{EndpointCatalogue.Of(more.Endpoint).Source} {more.Endpoint}: the lists lead to {requests} requests, at most {more.AtMost} are sent");
    }
}
