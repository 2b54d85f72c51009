using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Functions.Derivatives;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;
using Moq;

namespace CryptoEtl.Functions.Tests.Derivatives;

/// <summary>The order of a derivatives run, with every activity answered by hand.</summary>
public sealed class DerivativesFlowTests
{
    private static readonly BatchId Batch = new("derivatives", new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.Zero));

    private readonly Mock<TaskOrchestrationContext> context = new();
    private readonly List<string> fetched = [];
    private readonly List<string> committed = [];

    public DerivativesFlowTests()
    {
        Answer<Planned>(nameof(PlanRun), _ => new(DerivativesPlan.For(Batch, withPro: true), []));
        Answer<FetchedPage>(nameof(FetchPage), input => Page(((FetchRequest)input!).Request));
        Answer<IReadOnlyList<PlannedRequest>>(nameof(PlanVenues), input =>
        {
            Assert.Equal(3, ((VenueLists)input!).Lists.Count);
            return [DerivativesPlan.Tickers("binance_futures"), DerivativesPlan.Tickers("Odd Venue/1")];
        });
        Answer<Committed>(nameof(CommitBatch), input =>
        {
            committed.Add(((CommitRequest)input!).Table);
            return new(((CommitRequest)input).Table, 0, 7, false);
        });
        Answer<Judged>(nameof(JudgeTable), input => new(
            new Verdict(((JudgeRequest)input!).Table, Decision.Pass, 1, 1, 0, 0, 0.05, new Dictionary<string, int>(), [], new string('a', 64)), null));
        Answer<RecordedVerdicts>(nameof(RecordVerdicts), input =>
        {
            committed.Add("gate_verdict");
            return new(new("gate_verdict", 0, ((VerdictRecord)input!).Verdicts.Count, false), []);
        });
        Answer<IReadOnlyList<string>>(nameof(SettleBudget), _ => []);
        Answer<Promoted>(nameof(PromoteDerivatives), _ => new([new("silver_derivatives_market", new("m", 1))], []));
    }

    [Fact]
    public async Task All_pages_of_venues_are_fetched_and_then_every_venue()
    {
        await RunOrchestrator.RunAsync(context.Object, new(Batch));

        string[] lists = ["coingecko-derivatives-exchanges-1", "coingecko-derivatives-exchanges-2", "coingecko-derivatives-exchanges-3"];
        Assert.Equal(lists, fetched.Where(name => name.StartsWith("coingecko-derivatives-exchanges", StringComparison.Ordinal)));
        Assert.Equal(2, fetched.Count(name => name.StartsWith("coingecko-derivatives-venue-", StringComparison.Ordinal)));
        Assert.All(fetched, name => Assert.DoesNotContain('/', name));
    }

    [Fact]
    public async Task Bronze_comes_before_the_verdict_and_silver_after_it()
    {
        await RunOrchestrator.RunAsync(context.Object, new(Batch));
        Assert.Equal(["gate_quarantine", "gate_verdict", "silver_derivatives_market"], committed[^3..]);
        Assert.Equal(5, committed.Count(table => table.StartsWith("bronze_", StringComparison.Ordinal)));
    }

    private FetchedPage Page(PlannedRequest request)
    {
        fetched.Add(request.Name);
        return new(Answers.TableOf(request.Endpoint).FullName, request, new(request.Name, 1), 1, Batch.Slot, 1, request.Credits,
            request.Endpoint == Endpoints.DerivativeVenues ? 101 : null, CacheOutcome.Fetched);
    }

    private void Answer<T>(string activity, Func<object?, T> answer) => context
        .Setup(c => c.CallActivityAsync<T>(It.Is<TaskName>(name => name.Name == activity), It.IsAny<object>(), It.IsAny<TaskOptions>()))
        .Returns((TaskName _, object? input, TaskOptions? _) => Task.FromResult(answer(input)));
}
