using CryptoEtl.Core.Tests.Features.Reference;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>The random markets are worth comparing on.</summary>
public sealed class CoverageTests
{
    private static readonly string[] NeverNull = ["missing_frac_30", "age_days", "universe_n"];

    [Fact]
    public void Every_feature_is_often_there_never_infinite_and_sometimes_null()
    {
        var tape = RandomTape.Make(11);
        var rows = Rows.ByDefinition(tape, Enumerable.Range(0, 60).Select(step => tape.LastDay - step * (step < 42 ? 1 : 7)));
        foreach (var market in new[] { true, false })
        {
            foreach (var (at, name) in (market ? Columns.MarketNames : Columns.AssetNames).Index())
            {
                var values = rows.Keys.Where(row => row.Key == Columns.Market == market).Select(row => rows[row.Key, row.Day]![at]).ToArray();
                Assert.True(values.Count(double.IsFinite) >= 10, $"{name}: {values.Count(double.IsFinite)} values");
                Assert.True(values.Where(double.IsFinite).Distinct().Count() > 1, $"{name}: always {values.First(double.IsFinite)}");
                Assert.True(values.Any(double.IsNaN) != NeverNull.Contains(name), $"{name}: {values.Count(double.IsNaN)} nulls");
                Assert.True(!values.Any(double.IsInfinity), $"{name} is infinite");
            }
        }
    }
}
