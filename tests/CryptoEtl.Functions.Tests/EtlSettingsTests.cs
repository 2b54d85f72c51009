using CryptoEtl.Core;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions.Tests;

public sealed class EtlSettingsTests
{
    [Fact]
    public void Without_settings_the_real_sources_are_asked()
    {
        var settings = From();
        Assert.Equal("https://pro-api.coingecko.com/api/v3/", settings.CoinGecko.BaseAddress.ToString());
        Assert.Equal("https://api.llama.fi/", settings.DefiLlama.BaseAddress.ToString());
        Assert.Equal("https://lunarcrush.com/api4/public/", settings.LunarCrush.BaseAddress.ToString());
        Assert.False(settings.WithSocial);
    }

    [Fact]
    public void A_demo_key_goes_to_the_demo_host_and_a_pro_key_wins()
    {
        Assert.Equal("api.coingecko.com", From(("COINGECKO_DEMO_API_KEY", "d")).CoinGecko.BaseAddress.Host);
        Assert.Equal("pro-api.coingecko.com", From(("COINGECKO_DEMO_API_KEY", "d"), ("COINGECKO_PRO_API_KEY", "p")).CoinGecko.BaseAddress.Host);
    }

    [Fact]
    public void The_Pro_key_of_DefiLlama_is_a_path_segment() =>
        Assert.Equal("https://pro-api.llama.fi/k%2F1/api/", From(("DEFILLAMA_PRO_API_KEY", "k/1")).DefiLlama.BaseAddress.AbsoluteUri);

    [Theory, InlineData("http://127.0.0.1:5080"), InlineData("http://127.0.0.1:5080/")]
    public void An_upstream_stands_in_for_every_source(string upstream)
    {
        var settings = From(("ETL_UPSTREAM", upstream));
        Assert.Equal("http://127.0.0.1:5080/api/v3/", settings.CoinGecko.BaseAddress.ToString());
        Assert.Equal("http://127.0.0.1:5080/", settings.DefiLlama.BaseAddress.ToString());
        Assert.Equal("http://127.0.0.1:5080/api4/public/", settings.LunarCrush.BaseAddress.ToString());
    }

    [Theory]
    [InlineData("GATE_MAX_LOSS", "5 %")]
    [InlineData("GATE_MAX_LOSS", "1.5")]
    [InlineData("LIVE_TOP", "0")]
    [InlineData("LIVE_TOP", "251")]
    [InlineData("LIVE_MIN_ROWS", "many")]
    [InlineData("ETL_NOW", "yesterday")]
    [InlineData("ETL_UPSTREAM", "ftp://x")]
    [InlineData("ETL_LAKE", "abfss://container@account")]
    [InlineData("SOURCE_ATTEMPTS", "0")]
    [InlineData("SOURCE_ATTEMPT_TIMEOUT", "-1")]
    public void A_wrong_setting_is_refused_by_name_and_value(string name, string value)
    {
        var refused = Assert.Throws<BadInputException>(() => From((name, value)));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", refused.Message, StringComparison.Ordinal);
    }

    private static EtlSettings From(params (string Name, string Value)[] settings) => EtlSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build());
}
