using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Data.Features.Files;

namespace CryptoEtl.Data.Tests.Features.Files;

public sealed class FeatureConfigFileTests : IDisposable
{
    private readonly FilesOfATest files = new();

    [Fact]
    public void What_is_not_said_stays_as_it_is() => Assert.Equal(new FeatureConfig(), Read("{}"));

    [Fact]
    public void Every_key_has_its_choice() => Assert.Equal(
        new FeatureConfig
        {
            DecisionOffset = TimeSpan.FromMinutes(90), MarketLag = TimeSpan.FromMinutes(41), HourlyLag = TimeSpan.FromMinutes(0.5), DerivativesLag = TimeSpan.FromMinutes(16),
            SocialLag = TimeSpan.FromMinutes(17), OnchainLag = TimeSpan.FromMinutes(18), MarketCapStaleDays = 4, TvlStaleDays = 5, GalaxyScoreStaleDays = 6, AltRankStaleDays = 7,
            OpenInterestStaleDays = 8, MaxGapDays = 9, MinCrossSection = 10, TopN = 11, BtcAssetId = "BTC",
        },
        Read("""
            {"decision_offset_minutes": 90, "lag_minutes": {"market": 41, "hourly": 0.5, "derivatives": 16, "social": 17, "onchain": 18},
             "max_stale_days": {"market_cap": 4, "tvl": 5, "galaxy_score": 6, "alt_rank": 7, "open_interest": 8},
             "max_gap_days": 9, "min_cross_section": 10, "top_n": 11, "btc_asset_id": "BTC"}
            """));

    [Theory]
    [InlineData("""{"top": 3}""", "no key 'top'")]
    [InlineData("""{"lag_minutes": {"daily": 3}}""", "no key 'lag_minutes.daily'")]
    [InlineData("""{"lag_minutes.market": {"x": 3}}""", "key 'lag_minutes.market' is {\"x\": 3}")]
    [InlineData("""{"lag_minutes": 3}""", "key 'lag_minutes' is 3, which is no object")]
    [InlineData("""{"top_n": 3.5}""", "key 'top_n' is 3.5, which is not a whole number")]
    [InlineData("""{"top_n": "3"}""", "key 'top_n' is \"3\", which is not a whole number")]
    [InlineData("""{"btc_asset_id": 1}""", "key 'btc_asset_id' is 1, which is not a name")]
    [InlineData("""{"decision_offset_minutes": null}""", "key 'decision_offset_minutes' is null, which is not a number of minutes")]
    [InlineData("""{"decision_offset_minutes": 30}""", "below the market lag")]
    [InlineData("""{"max_gap_days": 99}""", "between 0 and 30")]
    [InlineData("""{"top_n": 3, "top_n": 4}""", "top_n")]
    [InlineData("[]", "the file is [], which is no object")]
    [InlineData("{", "LineNumber")]
    public void A_key_or_value_that_is_not_right_is_named_with_the_file(string json, string why)
    {
        var message = Assert.Throws<BadInputException>(() => Read(json)).Message;
        Assert.StartsWith(files.At("config.json"), message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    public void Dispose() => files.Dispose();

    private FeatureConfig Read(string json) => FeatureConfigFile.Read(files.Write("config.json", json));
}
