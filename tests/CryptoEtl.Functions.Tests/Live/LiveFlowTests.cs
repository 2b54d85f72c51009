using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Functions.Live;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;
using Moq;

namespace CryptoEtl.Functions.Tests.Live;

/// <summary>The order of a live run, with every activity answered by hand.</summary>
public sealed class LiveFlowTests
{
    private static readonly DateTimeOffset Noon = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchId Batch = new("live", Noon);

    private readonly Mock<TaskOrchestrationContext> context = new();
    private readonly List<string> calls = [];
    private long socialRows = 900;
    private Decision decision = Decision.Pass;
    private bool withSocial = true;
    private IReadOnlyList<GateOverride> overrides = [];

    public LiveFlowTests()
    {
        context.SetupGet(c => c.CurrentUtcDateTime).Returns(Noon.UtcDateTime);
        Answer<Planned>(nameof(PlanRun), _ => new(LivePlan.For(Batch, withSocial, links: 5), withSocial ? [] : ["lunarcrush: no key"]));
        Answer<FetchedPage>(nameof(FetchPage), input => Page(((FetchRequest)input!).Request));
        Answer<Committed>(nameof(CommitBatch), input => new(((CommitRequest)input!).Table, 0, 7, false));
        Answer<Judged>(nameof(JudgeTable), input => Judged(((JudgeRequest)input!).Table));
        Answer<RecordedVerdicts>(nameof(RecordVerdicts), input => new(new("gate_verdict", 8, ((VerdictRecord)input!).Verdicts.Count, false), overrides));
        Answer<Promoted>(nameof(PromoteLive), _ => new([new("silver_live_mapping", Part("mapping")), new("silver_live", Part("silver"))], []));
        Answer<IReadOnlyList<PlannedRequest>>(nameof(PlanSocialLinks), _ => [LivePlan.SocialMeta(7)]);
        Answer<IReadOnlyList<string>>(nameof(SettleBudget), _ => []);
        Answer<IReadOnlyList<TablePart>>(nameof(ComputeLiveFeatures), _ => [new("features_live_asset", Part("assets")), new("features_live_market", Part("market"))]);
    }

    [Fact]
    public async Task Stages_follow_each_other_and_every_table_is_committed_once()
    {
        var report = await RunAsync();

        string[] stages = [.. calls.Select(call => call.Split(' ')[0]).Distinct()];
        Assert.Equal([nameof(PlanRun), nameof(FetchPage), nameof(PlanSocialLinks), nameof(CommitBatch), nameof(JudgeTable), nameof(RecordVerdicts), nameof(PromoteLive), nameof(ComputeLiveFeatures), nameof(SettleBudget)], stages);
        Assert.Equal(
            [
                "bronze_live_market", "bronze_live_onchain", "bronze_live_social", "features_live_asset", "features_live_market",
                "gate_quarantine", "gate_verdict", "silver_live", "silver_live_mapping",
            ],
            report.Tables.Select(table => table.Table));
    }

    [Fact]
    public async Task Silver_is_committed_only_after_the_gate_has_recorded_its_verdict()
    {
        await RunAsync();
        Assert.True(calls.IndexOf("RecordVerdicts") < calls.IndexOf("PromoteLive"));
        Assert.True(calls.IndexOf("PromoteLive") < calls.IndexOf("CommitBatch silver_live"));
    }

    [Fact]
    public async Task A_refused_batch_is_recorded_and_nothing_follows()
    {
        decision = Decision.Halt;
        var halted = await Assert.ThrowsAsync<GateHaltedException>(RunAsync);

        Assert.Contains("bronze_live_market refused", halted.Message, StringComparison.Ordinal);
        Assert.Contains("RecordVerdicts", calls);
        Assert.DoesNotContain("PromoteLive", calls);
    }

    [Fact]
    public async Task A_refused_batch_that_a_person_vouches_for_is_used_and_the_report_says_so()
    {
        decision = Decision.Halt;
        overrides = [.. new[] { LiveTables.BronzeMarket, LiveTables.BronzeOnchain, LiveTables.BronzeSocial }.Select(table =>
            new GateOverride(table.FullName, Batch.Id, "checked by hand", "ada", Noon.AddDays(1)))];

        var report = await RunAsync();

        Assert.Contains("PromoteLive", calls);
        Assert.Equal(3, report.Notes.Count(note => note.Contains("is used on the word of ada until 2018-02-02T12:00:00Z: checked by hand", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_word_for_one_table_is_none_for_another()
    {
        decision = Decision.Halt;
        overrides = [new(LiveTables.BronzeMarket.FullName, Batch.Id, "checked by hand", "ada", Noon.AddDays(1))];

        var halted = await Assert.ThrowsAsync<GateHaltedException>(RunAsync);

        Assert.DoesNotContain("bronze_live_market refused", halted.Message, StringComparison.Ordinal);
        Assert.Contains("bronze_live_onchain refused", halted.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(900, 1), InlineData(1000, 1), InlineData(1001, 2), InlineData(7515, 8)]
    public async Task As_many_social_pages_are_fetched_as_the_first_says_there_are(long rows, int pages)
    {
        socialRows = rows;
        await RunAsync();
        Assert.Equal(pages, calls.Count(call => call.StartsWith("FetchPage lunarcrush-coins-list", StringComparison.Ordinal)));
        Assert.Equal(1, calls.Count(call => call.StartsWith("FetchPage lunarcrush-meta", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_that_claims_to_be_endless_stops_the_run()
    {
        socialRows = 1_000_000_000;
        Assert.Contains("at most 49", (await Assert.ThrowsAsync<UpstreamException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_social_key_the_source_is_skipped_and_the_report_says_so()
    {
        withSocial = false;
        var report = await RunAsync();

        Assert.Equal(["lunarcrush: no key"], report.Skipped);
        Assert.DoesNotContain(report.Tables, table => table.Table == LiveTables.BronzeSocial.FullName);
    }

    [Fact]
    public async Task The_report_counts_requests_attempts_and_credits_by_source()
    {
        var report = await RunAsync();
        Assert.Equal(new SourceCount("coingecko", 2, 4, 2), report.Sources[0]);
    }

    [Fact]
    public async Task An_unknown_pipeline_is_refused() => await Assert.ThrowsAsync<BadInputException>(
        () => RunOrchestrator.RunAsync(context.Object, new RunRequest(new BatchId("nope", Noon))));

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
        FetchRequest fetch => $"{activity} {fetch.Request.Name}",
        CommitRequest commit => $"{activity} {commit.Table}",
        _ => activity,
    };

    private FetchedPage Page(PlannedRequest request)
    {
        var table = Answers.TableOf(request.Endpoint);
        return new(
            table.FullName, request, table.Layer == Layer.Transient ? null : Part(request.Name), 1, Noon, 2, request.Credits,
            request.Endpoint == Endpoints.SocialCoins ? socialRows : null, CacheOutcome.Fetched);
    }

    private Judged Judged(string table) => new(
        new Verdict(table, decision, 1, 1, 0, 0, 0.05, new Dictionary<string, int>(), decision == Decision.Halt ? ["LM101: lossy"] : [], new string('a', 64)),
        null);

    private static StagedPart Part(string name) => new(name, 1);
}
