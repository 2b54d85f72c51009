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
    public void Every_value_is_that_of_its_definition_over_years_and_without_bitcoin() =>
        Compare(RandomTape.Make(15, assets: 6, days: 640, dirt: 0.04, config: new() { BtcAssetId = "absent" }), 15);

    [Fact]
    public void Every_value_is_that_of_its_definition_in_a_wide_market() => Compare(RandomTape.Make(16, assets: 72, days: 125, dirt: 0.3), 16, atRandom: 4, eventful: 1, last: 2);

    [Fact]
    public void Where_nothing_moves_every_value_is_that_of_its_definition() =>
        Compare(RandomTape.Make(17, assets: 7, days: 200, dirt: 0.2).With(record => record.Value > 0 ? record with { Value = 0.1 + record.Series / (int)Field.Volume } : record), 17);

    [Fact]
    public void The_definitions_are_those_of_the_catalogue()
    {
        Assert.Equal(FeatureCatalogue.Asset.Select(feature => feature.Name).Order(), Columns.AssetNames.Order());
        Assert.Equal(FeatureCatalogue.Market.Select(feature => feature.Name).Order(), Columns.MarketNames.Order());
    }

    private void Compare(Tape tape, int seed, int atRandom = 45, int eventful = 25, int last = 25)
    {
        var days = Sample(tape, seed, atRandom, eventful, last);
        var expected = Rows.ByDefinition(tape, days);
        var got = Rows.ByEngine(tape, tape.FirstDay, tape.LastDay);
        var differences = new Differences();
        foreach (var day in days)
            differences.Compare(expected, got, day, [.. tape.Assets, Columns.Market], Differences.IsNear);

        output.WriteLine($"{days.Count} days, {expected.Keys.Count()} rows, {tape.Records.Count} records, {tape.Events.Count} events");
        differences.Throw($"seed {seed}");
    }

    /// <summary>Some days at random, some of those on which something happened, and the last ones, which have hours.</summary>
    private static SortedSet<int> Sample(Tape tape, int seed, int atRandom, int eventful, int last)
    {
        var random = new Random(seed);
        var chosen = Enumerable.Range(tape.FirstDay, tape.LastDay - tape.FirstDay + 1).OrderBy(_ => random.Next()).Take(atRandom);
        var around = tape.Events.OrderBy(_ => random.Next()).Take(eventful);
        return [.. chosen, .. around.SelectMany(day => new[] { day - 1, day, day + 1 }).Where(day => day >= tape.FirstDay && day <= tape.LastDay), .. Enumerable.Range(tape.LastDay - last, last + 1)];
    }
}
