using CryptoEtl.Core.Tests.Features.Reference;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>The random markets are worth comparing on: every feature has values there, and nearly every one nulls too.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private static readonly string[] NeverNull = ["missing_frac_30", "age_days", "universe_n"];

    [Fact]
    public void Every_feature_is_often_there_and_sometimes_not()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var tape = RandomTape.Make(11);
        output.WriteLine($"{watch.Elapsed}");
        var rows = Rows.ByDefinition(tape, Enumerable.Range(0, 60).Select(step => tape.LastDay - step * 8));
        output.WriteLine($"{watch.Elapsed} {rows.Keys.Count()}");
        foreach (var key in new[] { "asset", Columns.Market })
        {
            foreach (var (at, name) in Columns.NamesOf(key).Index())
            {
                var values = rows.Keys.Where(row => row.Key == Columns.Market == (key == Columns.Market)).Select(row => rows[row.Key, row.Day]![at]).ToArray();
                output.WriteLine($"{name}: {values.Count(double.IsFinite)} values, {values.Count(double.IsNaN)} nulls, {values.Count(double.IsInfinity)} infinite, {values.Where(double.IsFinite).DefaultIfEmpty().Min():G4} .. {values.Where(double.IsFinite).DefaultIfEmpty().Max():G4}");
                Assert.True(!values.Any(double.IsInfinity), $"{name} is infinite");
            }
        }
    }
}
