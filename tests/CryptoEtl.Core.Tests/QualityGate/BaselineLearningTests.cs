using CryptoEtl.Core.QualityGate;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>What was refused teaches nothing: however often a bad batch comes again, it is refused again, and a good one passes after it.</summary>
public sealed class BaselineLearningTests
{
    private static readonly DateTimeOffset First = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Contract Contract = new(GateTables.Gap, MinRowsRule: null, MinRows: 0, "XX101", 0.05, [])
    {
        BatchRules = [BatchRules.RowCount("XX102"), BatchRules.NullShare("XX103", Severity.Halt, 0.2, "pipeline")],
        Measured = ["pipeline"],
    };

    [Theory, InlineData(20, 0.0), InlineData(900, 0.0), InlineData(200, 0.9)]
    public void A_bad_batch_is_refused_however_often_it_comes_and_a_repaired_one_passes(int rows, double nulls)
    {
        var trend = Learn(TableTrend.Empty("t"), Enumerable.Repeat((Rows: 200, Nulls: 0.0), 30), out var good);
        Assert.All(good, decision => Assert.Equal(Decision.Pass, decision));

        trend = Learn(trend, Enumerable.Repeat((rows, nulls), 100), out var bad);
        Assert.All(bad, decision => Assert.Equal(Decision.Halt, decision));

        Learn(trend, [(200, 0.0)], out var repaired);
        Assert.Equal([Decision.Pass], repaired);
    }

    /// <summary>With refused batches strewn in, every other batch is judged as if they had never been.</summary>
    [Fact]
    public void Refused_batches_change_no_verdict_on_others() => Prop.ForAll(
        Gen.Choose(0, 400).ListOf(60).ToArbitrary(),
        sizes =>
        {
            var all = Days(sizes.Select(size => (size, 0.0)));
            Learn(TableTrend.Empty("t"), all, out var decisions);
            var accepted = all.Zip(decisions).Where(day => day.Second != Decision.Halt).Select(day => day.First).ToList();
            Learn(TableTrend.Empty("t"), accepted, out var again);
            Assert.All(again, decision => Assert.Equal(Decision.Pass, decision));
        }).QuickCheckThrowOnFailure();

    private static TableTrend Learn(TableTrend trend, IEnumerable<(int Rows, double Nulls)> batches, out List<Decision> decisions) =>
        Learn(trend, Days(batches, (int)trend.Sequence), out decisions);

    private static List<(int Day, int Rows, double Nulls)> Days(IEnumerable<(int Rows, double Nulls)> batches, int from = 0) =>
        [.. batches.Select((batch, at) => (from + at, batch.Rows, batch.Nulls))];

    private static TableTrend Learn(TableTrend trend, List<(int Day, int Rows, double Nulls)> days, out List<Decision> decisions)
    {
        decisions = [];
        foreach (var (day, rows, nulls) in days)
        {
            var batch = new BatchId("live", First.AddDays(day));
            var verdict = Gate.Judge(Contract, new(Batch(rows, nulls), batch.Slot), trend.Baseline.Before(batch)).Verdict;
            decisions.Add(verdict.Decision);
            trend = trend.With(new(trend.Sequence + 1, new string('b', 64), batch, batch.Slot, verdict));
        }

        return trend;
    }

    private static Batch Batch(int rows, double nulls)
    {
        var builder = new BatchBuilder(GateTables.Gap);
        for (var row = 0; row < rows; row++)
            builder.Text("pipeline", row < nulls * rows ? null : "live").EndRow();
        return builder.Build();
    }
}
