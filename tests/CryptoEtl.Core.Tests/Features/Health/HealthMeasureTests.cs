using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Tests.Features.Health;

/// <summary>Figures of a day, worked out by hand.</summary>
public sealed class HealthMeasureTests
{
    private const int Start = 738_000, Days = 30;

    [Fact]
    public void Figures_are_of_members_and_only_the_old_ones_are_due()
    {
        var figures = Figures();
        var score = figures.Single(one => one.Feature.Name == "galaxy_score" && one.Day == Start + Days - 1);

        Assert.Equal((6, 1, 5, 1, 7, 1), (score.Rows, score.Nulls, score.DueRows, score.DueNulls, score.AllRows, score.AllNulls));
        Assert.Equal((1 / 6.0, 0.2), (score.NullShare, score.DueNullShare));
        Assert.Equal(30, score.Mean, 12);
        Assert.Equal(Math.Sqrt(250), score.Std, 12);
        Assert.Equal((12.0, 30.0, 48.0), (score.P05, score.P50, score.P95));
    }

    [Fact]
    public void A_feature_of_the_market_is_one_row_and_one_without_values_has_no_figures()
    {
        var last = Figures().Where(one => one.Day == Start + Days - 1).ToDictionary(one => one.Feature.Name);

        Assert.Equal(FeatureCatalogue.All.Count, last.Count);
        var market = last["universe_n"];
        Assert.Equal((1, 0, 6.0, 6.0, double.NaN), (market.Rows, market.Nulls, market.P05, market.P95, market.Std));
        var tvl = last["mcap_tvl"];
        Assert.Equal((6, 6, 0), (tvl.Rows, tvl.Nulls, tvl.Values));
        Assert.True(double.IsNaN(tvl.Mean) && double.IsNaN(tvl.P50));
    }

    [Fact]
    public void Columns_that_are_put_aside_come_back_as_they_were() => Assert.Equal(Figures(), HealthColumns.Read(HealthColumns.Of(Figures())));

    [Theory]
    [InlineData("ret_365d", 373)]
    [InlineData("tsmom_90", 97)]
    [InlineData("cta_32_96", 372)]
    [InlineData("tvl_z_90", 101)]
    [InlineData("age_days", 7)]
    public void A_coin_is_due_a_week_after_the_longest_span_of_the_feature(string feature, int days) => Assert.Equal(days, WarmUp.DaysOf(FeatureCatalogue.Named(feature)));

    /// <summary>Five coins with scores 10 to 50, the first of them listed late; one without a score; one that is no member.</summary>
    private static IReadOnlyList<FeatureFigures> Figures()
    {
        var (config, members, figures) = (new FeatureConfig(), new Membership(7), new List<FeatureFigures>());
        var assets = Enumerable.Range(0, 7).Select(asset => History(config, asset)).ToList();
        for (var at = 0; at < 6 * Days; at++)
            members.Add(at % 6, Start + at / 6);
        new FeatureEngine(new(config, assets, members)).Run(Start, Start + Days - 1, block => figures.AddRange(HealthMeasure.Of(block)));
        return figures;
    }

    private static AssetHistory History(FeatureConfig config, int asset)
    {
        var builder = new AssetHistoryBuilder($"coin-{asset}", config);
        for (var day = asset == 0 ? Start + 25 : Start; day < Start + Days; day++)
        {
            foreach (var price in new[] { Field.Open, Field.High, Field.Low, Field.Close })
                builder.Add(price, day, 1 + asset);
            if (asset != 5)
                builder.Add(Field.GalaxyScore, day, asset == 6 ? 99 : 10 * (asset + 1));
        }

        return builder.Build();
    }
}
