using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.Features.Health;

/// <summary>Faults put into a market are found, and nothing else is.</summary>
public sealed class SeededIncidentTests(ITestOutputHelper output)
{
    private const int Bad = 160;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_market_without_faults_has_no_jump_in_two_hundred_days(int seed)
    {
        var judged = new HealthyMarket(seed).Judged();

        Tell(judged);
        Assert.Equal(200 * FeatureCatalogue.All.Count, judged.Count);
        Assert.True(judged.Count(day => !double.IsNaN(day.Drift)) > 10_000);
        Assert.True(judged.Count(day => !double.IsNaN(day.NullShareBefore)) > 10_000);
        Assert.DoesNotContain(judged, day => day.IsJump);
    }

    [Fact]
    public void Coins_that_are_listed_by_the_dozen_are_no_jump() =>
        Assert.DoesNotContain(new HealthyMarket(4) { ListedOn = asset => asset > 15 ? 100 + asset / 8 * 10 : 0 }.Judged(), day => day.Reason?.Contains("null", StringComparison.Ordinal) == true);

    [Theory]
    [InlineData(Field.Tvl, "mcap_tvl")]
    [InlineData(Field.Sentiment, "sentiment_z_30")]
    [InlineData(Field.FundingRate, "funding_ann_1d")]
    [InlineData(Field.MarketCap, "turnover_1d")]
    public void A_source_that_tells_nothing_for_some_days_is_found(Field field, string feature)
    {
        var judged = new HealthyMarket(5, spoil: (told, _, day, value) => told == field && day is >= Bad and < Bad + 6 ? double.NaN : value).Judged();

        Tell(judged);
        var found = judged.Where(day => day.IsJump).ToList();
        Assert.Contains(found, day => day.Now.Feature.Name == feature && day.Reason!.StartsWith("null 0 % -> 100 %", StringComparison.Ordinal));
        Assert.All(found, day => Assert.True(HealthyMarket.DayOf(day) >= Bad, day.ToString()));
    }

    [Theory]
    [InlineData(Field.Tvl, 1000, "mcap_tvl", "tvl_z_90", "tvl_chg_7d")]
    [InlineData(Field.Tvl, 0.001, "mcap_tvl", "tvl_z_90", "tvl_flow_7d")]
    [InlineData(Field.Interactions, 1000, "interactions_z_30")]
    [InlineData(Field.FundingRate, 1000, "funding_ann_1d", "funding_z_30")]
    [InlineData(Field.Volume, 0.001, "turnover_1d", "volume_z_30")]
    [InlineData(Field.OpenInterest, 1000, "oi_mcap", "oi_chg_7d")]
    [InlineData(Field.MarketCap, 1000, "turnover_1d", "supply_growth_30", "oi_mcap")]
    public void A_source_in_another_unit_for_a_day_is_found(Field field, double times, params string[] features)
    {
        var judged = new HealthyMarket(6, spoil: (told, _, day, value) => told == field && day == Bad ? value * times : value).Judged();

        Tell(judged);
        var found = judged.Where(day => day.IsJump).ToList();
        Assert.All(found, day => Assert.True(HealthyMarket.DayOf(day) >= Bad, day.ToString()));
        Assert.Empty(features.Except(found.Where(day => HealthyMarket.DayOf(day) <= Bad + 1).Select(day => day.Now.Feature.Name)));
    }

    [Fact]
    public void What_a_source_that_few_have_loses_is_found()
    {
        var judged = new HealthyMarket(7, spoil: (told, asset, day, value) => told == Field.Tvl && (asset >= 4 || day >= Bad) ? double.NaN : value).Judged();

        Assert.Contains(judged, day => day.IsJump && day.Now.Feature.Name == "mcap_tvl" && day.Reason!.StartsWith("null 87 % -> 100 %", StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_that_begins_is_no_jump_of_nulls() => Assert.DoesNotContain(
        new HealthyMarket(8, spoil: (told, _, day, value) => told == Field.Sentiment && day < 100 ? double.NaN : value).Judged(),
        day => day.IsJump);

    private void Tell(IReadOnlyList<FeatureHealth> judged)
    {
        foreach (var jump in judged.Where(day => day.IsJump).Take(60))
            output.WriteLine($"{HealthyMarket.DayOf(jump)} {jump.Now.Feature.Name} {jump.Reason}");
    }
}
