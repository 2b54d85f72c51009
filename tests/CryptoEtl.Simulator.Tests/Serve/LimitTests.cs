using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Limits run on real time and count exactly, whoever calls side by side.</summary>
public sealed class LimitTests
{
    private static readonly DateTimeOffset Noon = Moments.At("2024-03-05T12:00");
    private static readonly DateTimeOffset Real = Moments.At("2030-01-01T00:00").AddSeconds(30);

    [Theory]
    [InlineData("/api/v3/coins/list", 60), InlineData("/sim-key/api/protocols", 60), InlineData("/api4/public/system/changes", 60), InlineData("/products", 1)]
    public async Task As_many_calls_as_allowed_get_through_in_each_clock_period(string path, int seconds)
    {
        using var tape = new SmallTape();
        var clock = new SteppedClock(Real);
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with
        {
            Clock = clock, CallsPerMinute = 23, DefiLlamaCallsPerMinute = 23, LunarCrushCallsPerMinute = 23, CoinbaseCallsPerSecond = 23,
        });

        for (var period = 0; period < 3; period++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => simulated.GetAsync(path)));
            Assert.Equal((23, 37), (answers.Count(answer => answer.Status == 200), answers.Count(answer => answer.Status == 429)));
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(111, simulated.Server.Ledger.Throttled);
        Assert.Equal(111, simulated.Server.Statistics.TooManyRequests);
    }

    [Theory]
    [InlineData("/api/v3/coins/list", """{"status":{"error_code":429,"error_message":"You've exceeded the Rate Limit. Please visit https://www.coingecko.com/en/api/pricing to subscribe to our API plans for higher rate limits."}}""")]
    [InlineData("/sim-key/api/protocols", "Too Many Requests")]
    [InlineData("/api4/public/system/changes", """{"error":"Rate limit exceeded"}""")]
    [InlineData("/products", """{"message":"Public rate limit exceeded"}""")]
    public async Task A_refusal_has_the_body_of_its_source_and_does_not_say_when_to_come_back(string path, string body)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with
        {
            Clock = new SteppedClock(Real), CallsPerMinute = 1, DefiLlamaCallsPerMinute = 1, LunarCrushCallsPerMinute = 1, CoinbaseCallsPerSecond = 1,
        });
        await simulated.GetAsync(path);

        using var refused = await simulated.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((429, body), ((int)refused.StatusCode, await refused.Content.ReadAsStringAsync()));
        Assert.Null(refused.Headers.RetryAfter);
        // Only one of the four tells its limits.
        Assert.Equal(path.StartsWith("/api4", StringComparison.Ordinal), refused.Headers.Contains("x-rate-limit-minute-reset"));
    }

    [Fact]
    public async Task The_free_host_of_DefiLlama_has_no_limit()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(
            tape.Path, Noon, options => options with { Clock = new SteppedClock(Real), DefiLlamaCallsPerMinute = 1, DefiLlamaCallsPerMonth = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => simulated.GetAsync("/stablecoins")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }
}
