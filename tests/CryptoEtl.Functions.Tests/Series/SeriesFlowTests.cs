using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Core.Universe;
using CryptoEtl.Functions.Runs;
using CryptoEtl.Functions.Series;
using CryptoEtl.Functions.Universe;
using Microsoft.DurableTask;
using Moq;

namespace CryptoEtl.Functions.Tests.Series;

/// <summary>The order of a run over the past, with every activity answered by hand.</summary>
public sealed class SeriesFlowTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchId Batch = new("universe", Noon);

    private readonly Mock<TaskOrchestrationContext> context = new();
    private readonly List<string> calls = [];
    private readonly List<UniverseBuild> builds = [];
    private readonly Dictionary<string, Queue<SeriesFailure[]>> failures = [];
    private Decision decision = Decision.Pass;
    private bool isRefused, areCandlesRefused;

    public SeriesFlowTests()
    {
        context.SetupGet(c => c.CurrentUtcDateTime).Returns(Noon.UtcDateTime);
        Answer<Planned>(nameof(PlanRun), _ => new(UniversePlan.For(Batch, candidates: 3), []));
        Answer<FetchedPage>(nameof(FetchPage), input => Page(((FetchRequest)input!).Request));
        Answer<SeriesWork>(nameof(PlanUniverse), _ => new(["page-0", "page-1"], 3, new Dictionary<string, int> { [Endpoints.MarketChartRange] = 3 }, [Judged(UniverseTables.Listing, "lists")], [], ["3 charts"]));
        Answer<FetchedSeries>(nameof(FetchSeries), input => Fetched(((SeriesFetch)input!).Page));
        Answer<IReadOnlyList<Verdict>>(nameof(SumVerdicts), input => [.. ((VerdictParts)input!).Verdicts.DistinctBy(verdict => verdict.Table)]);
        Answer<RecordedVerdicts>(nameof(RecordVerdicts), input => new(new("gate_verdict", 0, ((VerdictRecord)input!).Verdicts.Count, false), []));
        Answer<Committed>(nameof(CommitBatch), input => new(((CommitRequest)input!).Table, 0, 7, false));
        Answer<PromotedSeries>(nameof(BuildUniverse), input =>
        {
            builds.Add((UniverseBuild)input!);
            return new([Rows(UniverseTables.Silver, "2024")], ["built"]);
        });
        Answer<IReadOnlyList<string>>(nameof(SettleBudget), _ => []);
    }

    [Fact]
    public async Task Verdicts_are_committed_before_ledgers_and_what_is_covered_last()
    {
        await RunAsync();

        string[] commits = [.. calls.Where(call => call.StartsWith("CommitBatch", StringComparison.Ordinal)).Select(call => call.Split(' ')[1])];
        Assert.Equal(["bronze_historical_chart", "bronze_universe_listing", "bronze_historical_coverage", "silver_universe"], commits);
        Assert.True(calls.IndexOf(nameof(RecordVerdicts)) < calls.IndexOf("CommitBatch bronze_historical_chart"));
        Assert.True(calls.IndexOf("CommitBatch bronze_historical_coverage") < calls.IndexOf(nameof(BuildUniverse)));
    }

    [Fact]
    public async Task Where_the_sum_of_the_verdicts_halts_no_ledger_and_no_coverage_is_committed()
    {
        decision = Decision.Halt;
        var halted = await Assert.ThrowsAsync<GateHaltedException>(RunAsync);

        Assert.Contains("bronze_historical_chart refused", halted.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(RecordVerdicts), calls);
        Assert.DoesNotContain(calls, call => call.StartsWith("CommitBatch", StringComparison.Ordinal));
        Assert.DoesNotContain(nameof(BuildUniverse), calls);
    }

    [Fact]
    public async Task Only_a_page_with_failures_is_fetched_again_and_once_only()
    {
        failures["page-1"] = new([[Failure("a"), Failure("b")], [Failure("b")], []]);

        var report = await RunAsync();

        Assert.Equal(1, calls.Count(call => call == "FetchSeries page-0"));
        Assert.Equal(2, calls.Count(call => call == "FetchSeries page-1"));
        Assert.Equal(["b: chart b: no answer"], report.Failures);
        Assert.Equal(4, report.Sources.Single(source => source.Source == "coingecko").Requests - UniversePlan.Lists.Count(list => list.Source == "coingecko"));
    }

    [Fact]
    public async Task A_failure_that_the_second_try_mends_is_none()
    {
        failures["page-0"] = new([[Failure("a")], []]);
        Assert.Empty((await RunAsync()).Failures);
    }

    [Fact]
    public async Task Refused_candles_are_one_note_and_no_failure()
    {
        areCandlesRefused = true;
        var report = await RunAsync();

        Assert.Empty(report.Failures);
        Assert.Contains("bars are made of daily points", Assert.Single(report.Notes, note => note.StartsWith("ohlc-range", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["3 charts", "built"], report.Notes.Where(note => !note.StartsWith("ohlc-range", StringComparison.Ordinal)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_universe_is_free_of_survivorship_only_with_the_inactive_list(bool refused)
    {
        isRefused = refused;
        await RunAsync();
        Assert.Equal(!refused, Assert.Single(builds).IsSurvivorshipFree);
        Assert.Equal(Noon.AddHours(1), builds[0].ObservedAt);
    }

    private Task<RunReport> RunAsync() => RunOrchestrator.RunAsync(context.Object, new RunRequest(Batch));

    private void Answer<T>(string activity, Func<object?, T> answer) => context
        .Setup(c => c.CallActivityAsync<T>(It.Is<TaskName>(name => name.Name == activity), It.IsAny<object>(), It.IsAny<TaskOptions>()))
        .Returns((TaskName _, object? input, TaskOptions? _) =>
        {
            calls.Add(Describe(activity, input));
            return Task.FromResult(answer(input));
        });

    private static string Describe(string activity, object? input) => input switch
    {
        SeriesFetch fetch => $"{activity} {fetch.Page}",
        CommitRequest commit => $"{activity} {commit.Table}",
        _ => activity,
    };

    private FetchedPage Page(PlannedRequest request) => new(Answers.TableOf(request.Endpoint).FullName, request, null, 1, Noon, 1, request.Credits, null, CacheOutcome.Fetched)
    {
        Refused = isRefused && request.MayBeRefused ? "not in the plan" : null,
    };

    private FetchedSeries Fetched(string page) => new(
        page, [Judged(HistoricalTables.Chart, page)], new($"coverage-{page}", 1), [new("coingecko", 2, 2, 2)],
        failures.TryGetValue(page, out var queue) ? queue.Dequeue() : [], Noon.AddHours(1))
    {
        Refusals = areCandlesRefused ? [new(Endpoints.OhlcRange, "401")] : [],
    };

    private static SeriesFailure Failure(string asset) => new(asset, "chart", asset, "no answer");

    private static LedgerPart Rows(TableDefinition table, string name) => new(table.FullName, new($"{table.FullName}-{name}", 1), 3, new(Appended: 1));

    private JudgedPart Judged(TableDefinition table, string name) => new(
        Rows(table, name),
        new Verdict(table.FullName, decision, 1, 1, 0, 0, 0.05, new Dictionary<string, int>(), decision == Decision.Halt ? ["HC101: lossy"] : [], new string('a', 64)), null);
}
