using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Tests.QualityGate;

public sealed class BreakerTests
{
    private const string Table = "bronze_live_market";
    private static readonly DateTimeOffset Noon = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_opens_with_a_refusal_and_closes_with_the_next_batch_that_passes()
    {
        Assert.Equal(BreakerState.Closed, StateAfter(Decision.Pass));
        Assert.Equal(BreakerState.Open, StateAfter(Decision.Pass, Decision.Halt));
        Assert.Equal(BreakerState.Open, StateAfter(Decision.Halt, Decision.Halt));
        Assert.Equal(BreakerState.Closed, StateAfter(Decision.Halt, Decision.PassWithQuarantine));
    }

    [Fact]
    public void A_word_for_the_last_batch_opens_it_half_until_it_expires()
    {
        var standing = After(Decision.Pass, Decision.Halt)!;
        GateOverride[] word = [new(Table, standing.Batch, "checked", "ada", Noon.AddDays(9))];

        Assert.Equal(BreakerState.HalfOpen, standing.StateAt(Noon.AddDays(8), word));
        Assert.Equal(BreakerState.Open, standing.StateAt(Noon.AddDays(9), word));
        Assert.Equal(BreakerState.Open, standing.StateAt(Noon, [word[0] with { Batch = Sealed(1, Decision.Pass).Batch.Id }]));
        Assert.Equal(BreakerState.Open, standing.StateAt(Noon, [word[0] with { Table = "bronze_live_social" }]));
    }

    [Fact]
    public void The_first_of_batches_refused_in_a_row_is_remembered()
    {
        Assert.Equal(Sealed(2, Decision.Halt).Batch.Id, After(Decision.Pass, Decision.Halt, Decision.Halt)!.Since);
        Assert.Null(After(Decision.Halt, Decision.Pass)!.Since);
    }

    [Fact]
    public void Replayed_rows_and_verdicts_taken_in_before_change_nothing()
    {
        var standing = After(Decision.Pass, Decision.Halt);
        var replay = Sealed(3, Decision.Pass) with { Batch = new BatchId("live", Noon) { Scope = "q1234abcd" } };
        Assert.Equal(standing, TableStanding.After(standing, replay));
        Assert.Equal(standing, TableStanding.After(standing, Sealed(1, Decision.Pass)));
    }

    [Fact]
    public void The_baseline_holds_accepted_batches_only()
    {
        var trend = Enumerable.Range(1, 10).Aggregate(TableTrend.Empty(Table), (before, at) => before.With(Sealed(at, at % 3 == 0 ? Decision.Halt : Decision.Pass)));
        Assert.Equal(10, trend.Recent.Count);
        Assert.Equal([1, 2, 4, 5, 7, 8, 10], trend.Accepted.Select(batch => batch.Metrics.Rows));
    }

    [Fact]
    public void A_batch_that_is_refused_when_judged_again_leaves_the_baseline_and_one_that_passes_enters_it()
    {
        var trend = TableTrend.Empty(Table).With(Sealed(1, Decision.Pass)).With(Sealed(2, Decision.Halt));
        Assert.Equal([1], trend.Accepted.Select(batch => batch.Metrics.Rows));

        var again = trend.With(Sealed(3, Decision.Halt) with { Batch = Sealed(1, Decision.Pass).Batch }).With(Sealed(4, Decision.Pass) with { Batch = Sealed(2, Decision.Pass).Batch });
        Assert.Equal([4], again.Accepted.Select(batch => batch.Metrics.Rows));
    }

    [Fact]
    public void A_trend_stays_as_long_as_it_is_however_many_verdicts_come()
    {
        var trend = Enumerable.Range(1, 1000).Aggregate(TableTrend.Empty(Table), (before, at) => before.With(Sealed(at, Decision.Pass)));
        Assert.Equal((TableTrend.Length, Baseline.Length, 1000L), (trend.Recent.Count, trend.Accepted.Count, trend.Sequence));
        Assert.Equal(trend, trend.With(Sealed(7, Decision.Halt)));
    }

    private static BreakerState StateAfter(params Decision[] decisions) => After(decisions)!.StateAt(Noon, []);

    private static TableStanding? After(params Decision[] decisions) =>
        decisions.Select((decision, at) => Sealed(at + 1, decision)).Aggregate((TableStanding?)null, TableStanding.After);

    /// <summary>Day, sequence and rows are the same number.</summary>
    private static SealedVerdict Sealed(int at, Decision decision) => new(
        at, new string('b', 64), new("live", Noon.AddDays(at)), Noon.AddDays(at),
        new(Table, decision, at, at, 0, 0, 0.05, new Dictionary<string, int>(), decision == Decision.Halt ? ["LM101: lossy"] : [], new string('a', 64))
        {
            Metrics = BatchMetrics.None with { Rows = at },
        });
}
