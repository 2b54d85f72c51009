using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.RateBudget;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions.Tests;

public sealed class EtlSettingsTests
{
    [Fact]
    public void Without_settings_the_real_sources_are_asked()
    {
        var settings = From();
        Assert.Equal("https://pro-api.coingecko.com/api/v3/", settings.CoinGecko.Options.BaseAddress.ToString());
        Assert.Equal("https://api.llama.fi/", settings.DefiLlama.Options.BaseAddress.ToString());
        Assert.Equal("https://lunarcrush.com/api4/public/", settings.LunarCrush.Options.BaseAddress.ToString());
        Assert.False(settings.WithSocial);
    }

    [Fact]
    public void A_demo_key_goes_to_the_demo_host_and_a_pro_key_wins()
    {
        Assert.Equal("api.coingecko.com", From(("COINGECKO_DEMO_API_KEY", "d")).CoinGecko.Options.BaseAddress.Host);
        Assert.Equal("pro-api.coingecko.com", From(("COINGECKO_DEMO_API_KEY", "d"), ("COINGECKO_PRO_API_KEY", "p")).CoinGecko.Options.BaseAddress.Host);
    }

    [Fact]
    public void The_Pro_key_of_DefiLlama_is_a_path_segment() =>
        Assert.Equal("https://pro-api.llama.fi/k%2F1/api/", From(("DEFILLAMA_PRO_API_KEY", "k/1")).DefiLlama.Options.BaseAddress.AbsoluteUri);

    [Theory, InlineData("http://127.0.0.1:5080"), InlineData("http://127.0.0.1:5080/")]
    public void An_upstream_stands_in_for_every_source(string upstream)
    {
        var settings = From(("ETL_UPSTREAM", upstream));
        Assert.Equal("http://127.0.0.1:5080/api/v3/", settings.CoinGecko.Options.BaseAddress.ToString());
        Assert.Equal("http://127.0.0.1:5080/", settings.DefiLlama.Options.BaseAddress.ToString());
        Assert.Equal("http://127.0.0.1:5080/api4/public/", settings.LunarCrush.Options.BaseAddress.ToString());
    }

    [Fact]
    public void Services_of_DefiLlama_are_hosts_of_their_own_or_paths_of_the_Pro_host()
    {
        Assert.Equal("https://stablecoins.llama.fi/", From().DefiLlama.Options.AddressOf("stablecoins").ToString());
        Assert.Equal("https://pro-api.llama.fi/k/yields/", From(("DEFILLAMA_PRO_API_KEY", "k")).DefiLlama.Options.AddressOf("yields").ToString());
        Assert.Equal("https://pro-api.llama.fi/usage/k", From(("DEFILLAMA_PRO_API_KEY", "k")).DefiLlama.Options.AddressOf("usage").ToString());
    }

    [Fact]
    public void Cache_and_budget_lie_beside_the_lake_unless_they_are_set()
    {
        var beside = From(("ETL_LAKE", "/data/lake"));
        Assert.Equal(("/data/cache", "/data/budget"), (beside.Cache.Folder, beside.Budget));
        var set = From(("ETL_LAKE", "/data/lake"), ("ETL_CACHE", "/c"), ("ETL_BUDGET", "azure://b"), ("CACHE_MODE", "read-only"));
        Assert.Equal(("/c", "azure://b", CacheMode.ReadOnly), (set.Cache.Folder, set.Budget, set.Cache.Mode));
    }

    [Fact]
    public void Features_are_made_with_the_choices_of_a_file_or_those_of_the_definitions()
    {
        Assert.Equal(new FeatureConfig().Hash, From().Features.Hash);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"max_gap_days": 5, "lag_minutes": {"derivatives": 30}}""");
            Assert.Equal(new() { MaxGapDays = 5, DerivativesLag = TimeSpan.FromMinutes(30) }, From(("FEATURES_CONFIG", file)).Features);
            File.WriteAllText(file, """{"max_gap": 5}""");
            var wrong = Assert.Throws<BadInputException>(() => From(("FEATURES_CONFIG", file)));
            Assert.StartsWith($"setting FEATURES_CONFIG: {file}: there is no key 'max_gap'", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal("setting FEATURES_CONFIG: /no/such.json: there is no such file", Assert.Throws<BadInputException>(() => From(("FEATURES_CONFIG", "/no/such.json"))).Message);
    }

    [Fact]
    public void A_lake_in_Azure_is_a_container_and_a_folder_and_needs_an_account()
    {
        var settings = From(("ETL_LAKE", "azure://lakes/main/v1"), ("AzureWebJobsStorage__accountName", "acme"));
        var (container, folder) = settings.Azure.Open("ETL_LAKE", settings.Lake);
        Assert.Equal(("https://acme.blob.core.windows.net/lakes", "main/v1"), (container.Uri.ToString(), folder));
        Assert.Equal(("engine", "cache"), (settings.Engine, settings.Cache.Folder));

        var without = From(("ETL_LAKE", "azure://lakes"));
        Assert.Contains("AzureWebJobsStorage is not set", Assert.Throws<BadInputException>(() => without.Azure.Open("ETL_LAKE", without.Lake)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Caps_and_limits_are_read_per_source()
    {
        var settings = From(("COINGECKO_MAX_PER_RUN", "5"), ("COINGECKO_MAX_PER_MONTH", "70"), ("LUNARCRUSH_CALLS_PER_DAY", "2000"));
        Assert.Equal(new SpendCaps(5, null, 70), settings.CoinGecko.Budget.Caps);
        Assert.Equal((100, 2000L), (settings.LunarCrush.Budget.Limit.CallsPerMinute, settings.LunarCrush.Budget.Limit.CallsPerDay));
    }

    [Fact]
    public void A_key_is_not_in_the_name_of_its_budget_nor_in_that_of_what_is_cached()
    {
        var settings = From(("COINGECKO_PRO_API_KEY", "secret-1"), ("DEFILLAMA_PRO_API_KEY", "secret-2"));
        Assert.DoesNotContain("secret", settings.CoinGecko.Budget.KeyId + settings.DefiLlama.Budget.KeyId, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", settings.DefiLlama.Options.UpstreamOf("") + settings.DefiLlama.Options.UpstreamOf("usage"), StringComparison.Ordinal);
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
    [InlineData("ETL_CACHE", "gs://bucket")]
    [InlineData("CACHE_MODE", "sometimes")]
    [InlineData("CACHE_MODE", "2")]
    [InlineData("CACHE_MAX_BYTES", "-1")]
    [InlineData("COINGECKO_MAX_PER_RUN", "ten")]
    [InlineData("LUNARCRUSH_CALLS_PER_MINUTE", "0")]
    [InlineData("FUNDING_INTERVALS", "bybit=often")]
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
