using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Features.Reference;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>The engine against definitions followed to the letter, on markets where everything goes wrong.</summary>
public sealed class ReferenceTests(ITestOutputHelper output)
{
    private static readonly FeatureConfig Otherwise = new()
    {
        DerivativesLag = TimeSpan.FromMinutes(90), SocialLag = TimeSpan.FromMinutes(30), OnchainLag = TimeSpan.FromHours(50),
        MarketCapStaleDays = 1, TvlStaleDays = 5, GalaxyScoreStaleDays = 2, AltRankStaleDays = 0, OpenInterestStaleDays = 2,
        MaxGapDays = 1, MinCrossSection = 3, TopN = 4, BtcAssetId = "ethereum",
    };

    [Theory]
    [InlineData(11, 1.0)]
    [InlineData(12, 0.2)]
    [InlineData(13, 2.0)]
    public void Every_value_is_that_of_its_definition(int seed, double dirt) => Compare(RandomTape.Make(seed, dirt: dirt), seed);

    [Fact]
    public void Every_value_is_that_of_its_definition_with_other_choices_too() => Compare(RandomTape.Make(14, days: 420, config: Otherwise), 14);

    [Fact]
    public void The_definitions_are_those_of_the_catalogue()
    {
        Assert.Equal(FeatureCatalogue.Asset.Select(feature => feature.Name).Order(), Columns.AssetNames.Order());
        Assert.Equal(FeatureCatalogue.Market.Select(feature => feature.Name).Order(), Columns.MarketNames.Order());
    }

    private void Compare(Tape tape, int seed)
    {
        var days = Sample(tape, seed);
        var expected = Rows.ByDefinition(tape, days);
        var got = Rows.ByEngine(tape, tape.FirstDay, tape.LastDay);
        var differences = new Differences();
        foreach (var day in days)
            differences.Compare(expected, got, day, [.. tape.Assets, Columns.Market], Differences.IsNear);

        output.WriteLine($"{days.Count} days, {expected.Keys.Count()} rows, {tape.Records.Count} records, {tape.Events.Count} events");
        differences.Throw($"seed {seed}");
    }

    /// <summary>Some days at random, some of those on which something happened, and the last ones, which have hours.</summary>
    private static SortedSet<int> Sample(Tape tape, int seed)
    {
        var random = new Random(seed);
        var chosen = Enumerable.Range(tape.FirstDay, tape.LastDay - tape.FirstDay + 1).OrderBy(_ => random.Next()).Take(60);
        var eventful = tape.Events.OrderBy(_ => random.Next()).Take(40);
        return [.. chosen, .. eventful.SelectMany(day => new[] { day - 1, day, day + 1 }).Where(day => day >= tape.FirstDay && day <= tape.LastDay), .. Enumerable.Range(tape.LastDay - 25, 26)];
    }
}
