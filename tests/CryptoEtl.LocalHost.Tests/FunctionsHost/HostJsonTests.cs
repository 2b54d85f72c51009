using CryptoEtl.Core;
using CryptoEtl.LocalHost.FunctionsHost;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

public sealed class HostJsonTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("""{ "version": "2.0" }""", "api")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "v1" } }, /* later */ }""", "v1")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "")]
    [InlineData("""{ "extensions": [] }""", "api")]
    public void The_route_prefix_is_api_unless_it_says_otherwise(string json, string prefix)
    {
        File.WriteAllText(_path, json);

        Assert.Equal(prefix, HostJson.Read(_path).RoutePrefix);
    }

    [Fact]
    public void A_missing_file_leaves_the_defaults() => Assert.Equal("api", HostJson.Read(_path + ".missing").RoutePrefix);

    [Fact]
    public void A_file_that_is_no_JSON_is_named()
    {
        File.WriteAllText(_path, "version: 2");

        Assert.StartsWith(_path, Assert.Throws<BadInputException>(() => HostJson.Read(_path)).Message, StringComparison.Ordinal);
    }
}
