using System.Net.Http.Headers;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Keys, limits and credits.</summary>
public sealed class AccessTests
{
    private const string Ping = "/api/v3/ping";

    private static readonly DateTimeOffset Noon = Moments.At("2024-03-05T12:00");

    [Theory]
    [InlineData("/api/v3/ping", null, null, 401, """{"status":{"error_code":10002,"error_message":"API Key Missing"}}""")]
    [InlineData("/api/v3/ping", "x-cg-pro-api-key", "wrong", 401, """{"status":{"error_code":10011,"error_message":"Invalid API Key"}}""")]
    [InlineData("/api/v3/ping", "x-cg-pro-api-key", "sim-key", 200, """{"gecko_says":"(V3) To the Moon!"}""")]
    [InlineData("/api/v3/ping?x_cg_pro_api_key=sim-key", null, null, 200, """{"gecko_says":"(V3) To the Moon!"}""")]
    [InlineData("/api4/public/coins/list/v2", null, null, 401, """{"error":"Invalid or missing API key"}""")]
    [InlineData("/api4/public/coins/list/v2", "Authorization", "Bearer wrong", 401, """{"error":"Invalid or missing API key"}""")]
    [InlineData("/api/v3/derivatives", null, null, 401, """{"status":{"error_code":10002,"error_message":"API Key Missing"}}""")]
    [InlineData("/api/v3/exchanges/gdax/tickers", "x-cg-pro-api-key", "wrong", 401, """{"status":{"error_code":10011,"error_message":"Invalid API Key"}}""")]
    [InlineData("/api/v3/derivatives/exchanges?x_cg_pro_api_key=wrong", null, null, 401, """{"status":{"error_code":10011,"error_message":"Invalid API Key"}}""")]
    [InlineData("/api4/public/system/changes", null, null, 401, """{"error":"Invalid or missing API key"}""")]
    [InlineData("/api4/public/coins/7/meta/v1", "Authorization", "Bearer wrong", 401, """{"error":"Invalid or missing API key"}""")]
    [InlineData("/wrong/api/protocols", null, null, 401, "Unauthorized")]
    public async Task Each_source_wants_its_key_in_its_own_place(string path, string? header, string? value, int status, string body)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon);
        using var client = new HttpClient { BaseAddress = simulated.Server.BaseAddress };
        if (header is not null)
            client.DefaultRequestHeaders.Add(header, value);

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((status, body), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_minute_limit_counts_failed_calls_and_ends_with_the_clock_minute()
    {
        using var tape = new SmallTape();
        var clock = new SteppedClock(Moments.At("2030-01-01T00:00").AddSeconds(50));
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { CallsPerMinute = 3, Clock = clock });

        await simulated.GetAsync(Ping);
        await simulated.GetAsync("/api/v3/coins/nobody/market_chart?vs_currency=usd&days=1");
        Assert.Equal(200, (await simulated.GetAsync(Ping)).Status);

        var refused = await simulated.GetAsync(Ping);
        Assert.Equal(429, refused.Status);
        Assert.StartsWith("""{"status":{"error_code":429,"error_message":"You've exceeded the Rate Limit.""", refused.Body, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, (await simulated.GetAsync(Ping)).Status);
        Assert.Equal(1, simulated.Server.Statistics.TooManyRequests);
    }

    [Fact]
    public async Task Only_a_200_costs_a_credit_and_reading_the_ledger_costs_none()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { MonthlyCredits = 10, CreditsUsed = 4 });

        await simulated.GetAsync(Ping);
        await simulated.GetAsync("/api/v3/coins/markets");
        await simulated.GetAsync("/api/v3/coins/nobody/market_chart?vs_currency=usd&days=1");
        await simulated.GetAsync("/api/v3/key");
        var key = await simulated.JsonAsync("/api/v3/key");

        Assert.Equal((5, 5, 10), ((int)key["current_total_monthly_calls"]!, (int)key["current_remaining_monthly_calls"]!, (int)key["monthly_call_credit"]!));
        Assert.Equal(1, simulated.Server.Statistics.CreditsSpent);
    }

    [Fact]
    public async Task Without_credits_left_every_call_but_the_ledger_is_refused()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { MonthlyCredits = 2 });

        await simulated.GetAsync(Ping);
        await simulated.GetAsync(Ping);
        var refused = await simulated.GetAsync(Ping);

        Assert.Equal(429, refused.Status);
        Assert.Contains("monthly API call credits", refused.Body, StringComparison.Ordinal);
        Assert.Equal(0, (int)(await simulated.JsonAsync("/api/v3/key"))["current_remaining_monthly_calls"]!);
    }

    [Fact]
    public async Task Credits_cannot_be_overdrawn_by_calls_side_by_side()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { MonthlyCredits = 20 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => simulated.GetAsync(Ping)));

        Assert.Equal(20, answers.Count(answer => answer.Status == 200));
        Assert.Equal(20, simulated.Server.Statistics.CreditsSpent);
    }

    [Fact]
    public async Task LunarCrush_tells_its_limits_in_headers()
    {
        using var tape = new SmallTape();
        var clock = new SteppedClock(Moments.At("2030-01-01T00:00").AddSeconds(50));
        await using var simulated = await Simulated.StartAsync(
            tape.Path, Noon, options => options with { LunarCrushCallsPerMinute = 1, LunarCrushCallsPerDay = 5, Clock = clock });

        using var first = await simulated.Client.GetAsync(new Uri("/api4/public/coins/list/v2", UriKind.Relative));
        using var second = await simulated.Client.GetAsync(new Uri("/api4/public/coins/list/v2", UriKind.Relative));

        Assert.Equal("1 0 1893456060", Limit(first.Headers, "minute"));
        Assert.Equal("5 4 1893542400", Limit(first.Headers, "day"));
        Assert.Equal((429, """{"error":"Rate limit exceeded"}"""), ((int)second.StatusCode, await second.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task DefiLlama_pro_has_a_limit_and_the_free_host_none()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { DefiLlamaCallsPerMinute = 1, Clock = new SteppedClock(Noon) });

        Assert.Equal(200, (await simulated.GetAsync("/sim-key/api/protocols")).Status);
        Assert.Equal((429, "Too Many Requests"), await simulated.GetAsync("/sim-key/api/protocols"));
        Assert.Equal(200, (await simulated.GetAsync("/protocols")).Status);
        Assert.Equal(200, (await simulated.GetAsync("/protocols")).Status);
    }

    [Fact]
    public async Task Statistics_count_by_pattern_and_never_hold_a_key()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon);

        foreach (var path in (string[])[Ping, "/sim-key/api/protocols", "/api/v3/coins/alpha/market_chart?vs_currency=usd&days=1", "/api/v3/coins/alpha/ohlc/range", "/nonsense", "/"])
            await simulated.GetAsync(path);

        Assert.Equal(
            ["/api/v3/coins/{id}/market_chart", "/api/v3/coins/{id}/ohlc/range", "/api/v3/ping", "/other", "/{key}/api/protocols"],
            simulated.Server.Statistics.RequestsByPath.Keys);
        Assert.Equal(6, simulated.Server.Statistics.Requests);
        Assert.Equal([(200, 3L), (404, 2L), (422, 1L)], simulated.Server.Statistics.AnswersByStatus.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public async Task Patterns_hold_no_ids()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon);

        foreach (var path in (string[])
            ["/api/v3/derivatives", "/api/v3/derivatives/exchanges", "/api/v3/derivatives/exchanges/venue", "/api/v3/exchanges/gdax/tickers", "/products",
             "/api4/public/coins/7/v1", "/api4/public/coins/7/meta/v1", "/api4/public/coins/aaa/time-series/v2", "/api4/public/system/changes"])
        {
            await simulated.GetAsync(path);
        }

        Assert.Equal(
            ["/api/v3/derivatives", "/api/v3/derivatives/exchanges", "/api/v3/derivatives/exchanges/{id}", "/api/v3/exchanges/{id}/tickers",
             "/api4/public/coins/{id}/meta/v1", "/api4/public/coins/{id}/time-series/v2", "/api4/public/coins/{id}/v1", "/api4/public/system/changes", "/products"],
            simulated.Server.Statistics.RequestsByPath.Keys);
    }

    private static string Limit(HttpResponseHeaders headers, string window) => string.Join(
        ' ', ((string[])["", "-remaining", "-reset"]).Select(part => headers.GetValues($"x-rate-limit-{window}{part}").Single()));
}
