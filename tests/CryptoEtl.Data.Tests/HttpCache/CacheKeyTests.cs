using CryptoEtl.Data.HttpCache;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Data.Tests.HttpCache;

public sealed class CacheKeyTests
{
    private const string Upstream = "https://pro-api.coingecko.com/api/v3";

    [Fact]
    public void The_order_of_parameters_does_not_matter() => Prop.ForAll<NonEmptyArray<PositiveInt>>(values =>
    {
        var parameters = values.Get.Select((value, i) => $"p{i}={value.Get}").ToArray();
        var there = new CacheKey(Upstream, "coingecko", "coins?" + string.Join('&', parameters));
        var back = new CacheKey(Upstream, "coingecko", "coins?" + string.Join('&', parameters.Reverse()));
        return there.Hash == back.Hash && there == back;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("coins/markets?ids=a%2cb", "coins/markets?ids=a%2Cb")]
    [InlineData("coins/markets?ids=a,b", "coins/markets?ids=a%2Cb")]
    [InlineData("/coins/list", "coins/list")]
    [InlineData("search?q=a+b", "search?q=a%20b")]
    public void Two_spellings_of_a_request_are_one(string one, string other) =>
        Assert.Equal(new CacheKey(Upstream, "coingecko", one).Hash, new CacheKey(Upstream, "coingecko", other).Hash);

    [Theory]
    [InlineData("https://other.example/api/v3", "coingecko", "coins/list")]
    [InlineData(Upstream, "defillama", "coins/list")]
    [InlineData(Upstream, "coingecko", "coins/list?status=inactive")]
    [InlineData(Upstream, "coingecko", "coins/LIST")]
    [InlineData("sim:0a1b", "coingecko", "coins/list")]
    public void Whatever_differs_is_another_request(string upstream, string source, string path) =>
        Assert.NotEqual(new CacheKey(Upstream, "coingecko", "coins/list").Hash, new CacheKey(upstream, source, path).Hash);

    [Theory]
    [InlineData("x_cg_pro_api_key"), InlineData("x_cg_demo_api_key"), InlineData("x-cg-pro-api-key"), InlineData("apikey"), InlineData("api_key")]
    [InlineData("APIKEY"), InlineData("key"), InlineData("token"), InlineData("access_token"), InlineData("signature"), InlineData("password")]
    [InlineData("x%5Fcg%5Fpro%5Fapi%5Fkey")]
    public void A_parameter_that_can_hold_a_key_is_refused_and_its_value_not_repeated(string name)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new CacheKey(Upstream, "coingecko", $"coins/list?page=1&{name}=CG-secret"));
        Assert.DoesNotContain("CG-secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("include_tokens=top"), InlineData("include_platform=true"), InlineData("keyword=x"), InlineData("symbols=key,token")]
    public void Harmless_parameters_are_not_refused(string parameter) =>
        Assert.Contains(parameter.Split('=')[0], new CacheKey(Upstream, "coingecko", $"coins/list?{parameter}").PathAndQuery, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://user:secret@host/"), InlineData("https://host/?apikey=secret"), InlineData("")]
    public void An_upstream_with_a_place_for_keys_is_refused(string upstream) =>
        Assert.ThrowsAny<ArgumentException>(() => new CacheKey(upstream, "coingecko", "coins/list"));

    [Fact]
    public void An_address_instead_of_a_path_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CacheKey(Upstream, "coingecko", "https://elsewhere/coins"));

    [Theory]
    [InlineData("https://pro-api.llama.fi/s3cr3t/api/", "s3cr3t", "https://pro-api.llama.fi/{key}/api/")]
    [InlineData("https://pro-api.llama.fi/a%2Fb/api/", "a/b", "https://pro-api.llama.fi/{key}/api/")]
    [InlineData("https://api.llama.fi/", null, "https://api.llama.fi/")]
    public void A_key_in_the_path_of_an_address_is_masked(string address, string? key, string expected) =>
        Assert.Equal(expected, CacheKey.UpstreamOf(new Uri(address), key));

    [Fact]
    public void The_hash_is_the_same_on_every_machine() =>
        Assert.Equal("f258d3d2", new CacheKey(Upstream, "coingecko", "coins/list?status=inactive").Hash[..8]);
}
