using CryptoEtl.Core.Features;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.Features.Golden;

/// <summary>Indicators against values that public libraries made of the same bars.</summary>
public sealed class GoldenTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Indicators_match_libraries_that_define_them_so() => Match(ProductIndicators.Of);

    [SkippableFact]
    public void The_plain_definitions_match_libraries_that_define_them_so() => Match(PlainIndicators.Of);

    [SkippableFact]
    public void Libraries_that_define_an_indicator_otherwise_still_differ()
    {
        Skip.If(GoldenFiles.IsMissing, GoldenFiles.Missing);
        var cases = GoldenFiles.Series().Where(one => !one.Matches).ToArray();
        Assert.True(cases.Length >= 5, $"{cases.Length} cases");
        Assert.Empty(cases.Where(one => !one.Misses(ProductIndicators.Of(one)).Any()).Select(one => one.File));
        Assert.Empty(cases.Where(one => !one.Misses(PlainIndicators.Of(one)).Any()).Select(one => one.File));
    }

    [SkippableFact]
    public void Figures_of_a_series_of_returns_match()
    {
        Skip.If(GoldenFiles.IsMissing, GoldenFiles.Missing);
        var count = 0;
        foreach (var (function, periods, returns, expected, tolerance) in GoldenFiles.Scalars())
        {
            Assert.Equal(expected, Figure(function, returns, periods), tolerance);
            count++;
        }

        Assert.True(count >= 9, $"{count} figures");
    }

    [SkippableFact]
    public void Columns_of_the_engine_match()
    {
        Skip.If(GoldenFiles.IsMissing, GoldenFiles.Missing);
        var misses = new List<string>();
        var columns = new HashSet<string>();
        foreach (var one in GoldenFiles.Series().Where(one => one.Matches))
        {
            var (count, missed) = EngineColumns.Compare(one, columns);
            output.WriteLine($"{one.File}: {count} values, {missed.Count} missed");
            misses.AddRange(missed.Take(3));
        }

        Assert.Empty(misses);
        Assert.Superset(EngineColumns.All, columns);
    }

    private static double Figure(string function, double[] returns, double? periods) => function switch
    {
        "annual_volatility" => Indicators.AnnualVolatility(returns, periods!.Value),
        "sharpe" => Indicators.Sharpe(returns, periods!.Value),
        "max_drawdown" => Indicators.MaxDrawdown(returns),
        _ => throw new ArgumentException($"no figure {function}", nameof(function)),
    };

    private void Match(Func<GoldenCase, Dictionary<string, double[]>> make)
    {
        Skip.If(GoldenFiles.IsMissing, GoldenFiles.Missing);
        var (misses, values) = (new List<string>(), 0);
        foreach (var one in GoldenFiles.Series().Where(one => one.Matches))
        {
            var missed = one.Misses(make(one)).ToArray();
            var count = one.Expected.Values.Sum(column => column.Count);
            output.WriteLine($"{one.File}: {count} values, {missed.Length} missed");
            misses.AddRange(missed.Take(3));
            values += count;
        }

        Assert.Empty(misses);
        Assert.True(values > 5000, $"{values} values");
    }
}
