using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

/// <summary>HTTP-triggered functions, over a real socket.</summary>
public sealed class HttpFunctionTests : IAsyncLifetime
{
    private LocalApp _app = null!;

    public async Task InitializeAsync() =>
        _app = await LocalApp.StartAsync([typeof(HttpSamples), typeof(PagesOrchestrator), typeof(PageActivities)]);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_post_starts_an_orchestration_and_tells_where_to_watch_it()
    {
        using var response = await _app.Http.PostAsync("api/coins/btc/pages/2", null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var payload = JsonSerializer.Deserialize<Dictionary<string, string?>>(await response.Content.ReadAsStringAsync())!;
        var byKey = new Dictionary<string, string?>(payload, StringComparer.OrdinalIgnoreCase);
        Assert.Equal("btc-2", byKey["id"]);
        Assert.Equal($"{_app.Http.BaseAddress}runtime/webhooks/durabletask/instances/btc-2", byKey["statusQueryGetUri"]);
        Assert.Equal(byKey["statusQueryGetUri"], response.Headers.Location!.ToString());
        await _app.Client.WaitForInstanceCompletionAsync("btc-2");
    }

    [Fact]
    public async Task A_route_that_does_not_fit_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Http.PostAsync("api/coins/btc/pages/many", null)).StatusCode);

    [Fact]
    public async Task Another_method_is_not_allowed() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _app.Http.GetAsync("api/Echo")).StatusCode);

    [Fact]
    public async Task Requests_are_read_and_responses_written_by_the_workers_serializer()
    {
        using var response = await _app.Http.PostAsJsonAsync("api/echo?q=a%20b", new { coin = "btc", pages = 7 });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"Coin":"btc","Pages":7}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("a b", response.Headers.GetValues("X-Query").Single());
        Assert.StartsWith("seen=yes", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/Action?coin=btc", HttpStatusCode.OK, """{"coin":"btc","pages":1}""")]
    [InlineData("api/Ready", HttpStatusCode.OK, """{"same":true}""")]
    [InlineData("api/Nothing", HttpStatusCode.NoContent, "")]
    [InlineData("api/Broken", HttpStatusCode.InternalServerError, "")]
    public async Task Results_of_ASP_NET_Core_follow_its_rules(string path, HttpStatusCode status, string body)
    {
        using var response = await _app.Http.GetAsync(path);

        Assert.Equal((status, body), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }
}
