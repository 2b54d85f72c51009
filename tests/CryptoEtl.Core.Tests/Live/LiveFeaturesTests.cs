using CryptoEtl.Core.Live;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.Live;

public sealed class LiveFeaturesTests
{
    [Fact]
    public void A_worked_market_of_three()
    {
        var features = Features(
            new Coin("bitcoin") { Cap = 60, Change = 20, Volume = 6 }, new Coin("b") { Cap = 30, Change = -10, Volume = 6 }, new Coin("c") { Cap = 10, Change = null });

        Assert.Equal([0.6, 0.3, 0.1], features.Assets.Numbers("market_cap_share"));
        Assert.Equal([0.2, -0.1, null], features.Assets.Numbers("ret_24h"));
        Assert.Equal([1d, 0d, null], features.Assets.Numbers("ret_24h_xs_rank"));
        Assert.Equal(1 / Math.Sqrt(2), features.Assets.Numbers("ret_24h_xs_z")[0]!.Value, 12);
        Assert.Equal([0.1, 0.2, 50d], features.Assets.Numbers("turnover_24h"));

        Assert.Equal(0.6, Only(features, "btc_dominance"));
        Assert.Equal(0.46, Only(features, "herfindahl")!.Value, 12);
        Assert.Equal(1d, Only(features, "top10_share")!.Value, 12);
        Assert.Equal(0.3 / Math.Sqrt(2), Only(features, "dispersion_24h")!.Value, 12);
        Assert.Equal(0.05, Only(features, "mean_ret_24h")!.Value, 12);
        Assert.Equal(0.5, Only(features, "breadth_24h"));
        // Caps a day before: 50 and 33.33; gains 10 and -3.33.
        Assert.Equal((10 - 10 / 3.0) / (50 + 100 / 3.0), Only(features, "cap_weighted_ret_24h")!.Value, 12);
    }

    [Fact]
    public void Ties_share_their_rank()
    {
        var section = CrossSection.Of([1, 2, 2, 3, null]);
        Assert.Equal([0d, 0.5, 1d], new double?[] { 1, 2, 3 }.Select(section.Percentile));
    }

    [Fact]
    public void Without_dispersion_there_is_no_score()
    {
        var section = CrossSection.Of([5, 5, 5]);
        Assert.Equal(0d, section.StandardDeviation);
        Assert.Null(section.ZScore(5));
    }

    [Fact]
    public void An_empty_snapshot_has_no_market_row() =>
        Assert.Equal((0, 0), (Features().Assets.RowCount, Features().Market.RowCount));

    [Fact]
    public void Without_bitcoin_there_is_no_dominance() => Assert.Null(Only(Features(new Coin("a")), "btc_dominance"));

    private static double? Only(LiveFeatures features, string column) => Assert.Single(features.Market.Numbers(column));

    private static LiveFeatures Features(params Coin[] coins) =>
        LiveFeatures.Of(LiveSnapshot.Of(
            new LiveInput(Market(coins), Listing(), null, SocialLinks.None, Onchain(), Parents(), DerivativesDay(Noon)), 200, Origin).Rows, Origin);
}
