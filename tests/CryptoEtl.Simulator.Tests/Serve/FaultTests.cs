using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class FaultTests
{
    private const string Markets = "/api/v3/coins/markets?vs_currency=usd";
    private const string Ping = "/api/v3/ping";

    [Fact]
    public async Task Malformed_json_spoils_the_markets_and_nothing_else()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "malformed-json");

        var (status, body) = await simulated.GetAsync(Markets);

        Assert.Equal(200, status);
        Assert.StartsWith("[{", body, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(body));
        Assert.NotNull(await simulated.JsonAsync("/api/v3/coins/list"));
    }

    [Fact]
    public async Task Error_in_200_gives_the_limit_body_with_a_good_status_first()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "error-in-200=2");

        var answers = new[] { await simulated.JsonAsync(Ping), await simulated.JsonAsync(Markets), await simulated.JsonAsync(Markets) };

        Assert.Equal(429, (int)answers[0]["status"]!["error_code"]!);
        Assert.Equal(429, (int)answers[1]["status"]!["error_code"]!);
        Assert.IsType<JsonArray>(answers[2]);
        // The other sources are not meant.
        Assert.IsType<JsonArray>(await simulated.JsonAsync("/protocols"));
    }

    [Fact]
    public async Task Flaky_fails_every_third_call()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "flaky");

        Assert.Equal("200 200 503 200 200 503", await StatusesAsync(simulated, 6));
    }

    [Fact]
    public async Task Throttle_refuses_the_first_calls_and_says_when_to_come_back()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "throttle=1");

        using var refused = await simulated.Client.GetAsync(new Uri(Ping, UriKind.Relative));

        Assert.Equal((429, TimeSpan.FromSeconds(1)), ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        Assert.Equal("200", await StatusesAsync(simulated, 1));
    }

    [Fact]
    public async Task Slow_answers_late()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "slow=300");
        var watch = Stopwatch.StartNew();

        Assert.Equal("200", await StatusesAsync(simulated, 1));

        Assert.InRange(watch.ElapsedMilliseconds, 290, 30_000);
    }

    [Fact]
    public async Task Reset_cuts_the_connection_on_every_third_call()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "reset");

        Assert.Equal("200 200", await StatusesAsync(simulated, 2));
        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.GetAsync(Ping));
        Assert.Equal("200", await StatusesAsync(simulated, 1));
        Assert.Equal(1, simulated.Server.Statistics.AnswersByStatus[0]);
    }

    [Fact]
    public async Task Down_never_answers_well()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "down");

        Assert.Equal("503 503 503 503", await StatusesAsync(simulated, 4));
    }

    [Fact]
    public async Task A_wrong_content_type_comes_with_a_good_body()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "wrong-content-type");

        using var answer = await simulated.Client.GetAsync(new Uri(Ping, UriKind.Relative));

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Html_is_the_page_of_a_firewall()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "html");

        var (status, body) = await simulated.GetAsync(Ping);

        Assert.Equal(403, status);
        Assert.StartsWith("<!DOCTYPE html>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_combine()
    {
        using var tape = new SmallTape();
        await using var simulated = await StartAsync(tape, "throttle=1, flaky=2,malformed-json");

        Assert.Equal("429 503 200", await StatusesAsync(simulated, 3));
    }

    [Theory]
    [InlineData("earthquake", "--faults: 'earthquake' is not one of all-transient, down, drift, drift-types, drip, duplicate-pages, error-in-200, flaky, html, malformed-json, missing-pages, out-of-order, partial-points, reset, slow, stale, throttle, truncate, wrong-content-type")]
    [InlineData("flaky=0", "--faults: 'flaky' has number '0': must be a whole number of at least 1")]
    [InlineData("flaky=x", "--faults: 'flaky' has number 'x': must be a whole number of at least 1")]
    public async Task An_unknown_fault_is_named(string faults, string message)
    {
        using var tape = new SmallTape();

        var refusal = await Assert.ThrowsAsync<BadInputException>(() => StartAsync(tape, faults));

        Assert.Equal(message, refusal.Message);
    }

    [Theory, InlineData("0001-01-01"), InlineData("9999-12-31")]
    public async Task An_absurd_moment_is_named(string now)
    {
        using var tape = new SmallTape();

        var refusal = await Assert.ThrowsAsync<BadInputException>(() => Simulated.StartAsync(tape.Path, Moments.At(now)));

        Assert.Equal($"--now: {now} lies outside the years 2000 to 2100", refusal.Message);
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var tape = new SmallTape();
        await using var first = await StartAsync(tape, "flaky");

        var refusal = await Assert.ThrowsAsync<BadInputException>(() => Simulated.StartAsync(
            tape.Path, Moments.At("2024-03-05T12:00"), options => options with { Port = first.Server.BaseAddress.Port }));

        Assert.StartsWith($"--port: cannot listen on 127.0.0.1:{first.Server.BaseAddress.Port}", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<Simulated> StartAsync(SmallTape tape, string faults) =>
        Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"), options => options with { Faults = faults });

    private static async Task<string> StatusesAsync(Simulated simulated, int calls)
    {
        var statuses = new int[calls];
        for (var i = 0; i < calls; i++)
            statuses[i] = (await simulated.GetAsync(Ping)).Status;
        return string.Join(' ', statuses);
    }
}
