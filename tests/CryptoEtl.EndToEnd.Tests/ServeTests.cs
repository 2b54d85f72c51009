using System.Net;
using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

public sealed class ServeTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    [Fact]
    public async Task A_run_is_started_over_HTTP_and_followed_to_its_end()
    {
        var lake = market.NewLake();
        using var serve = Etl.Start(
            "serve", "--port", "0", "--no-timers", "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", lake);
        using var http = new HttpClient { BaseAddress = AddressIn(await serve.LineAsync("serving on")) };

        using var started = await http.PostAsync("/api/run/live", content: null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var payload = await JsonAsync(started);
        Assert.Equal(SyntheticMarket.RunId, Value(payload, "id"));
        Assert.Equal(started.Headers.Location!.ToString(), Value(payload, "statusQueryGetUri"));

        var status = await CompletedAsync(http, Value(payload, "statusQueryGetUri"));
        Assert.Equal("RunOrchestrator", status.GetProperty("name").GetString());
        Assert.Equal(SyntheticMarket.RunId, status.GetProperty("output").GetProperty("RunId").GetString());

        var ended = await serve.InterruptAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());

        var listed = await Etl.RunAsync("runs", "list", "--lake", lake);
        Assert.Contains(SyntheticMarket.RunId, listed.Output, StringComparison.Ordinal);
        Assert.Contains("Completed", listed.Output, StringComparison.Ordinal);
        var shown = await Etl.RunAsync("runs", "show", SyntheticMarket.RunId, "--lake", lake);
        Assert.Contains("silver_live", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timers_of_all_pipelines_start_runs_by_themselves()
    {
        var lake = market.NewLake();
        using var serve = StartWithTimers(lake);
        using var http = new HttpClient { BaseAddress = AddressIn(await serve.LineAsync("serving on")) };
        foreach (var run in new[] { SyntheticMarket.RunId, DayRun("coinbase"), DayRun("derivatives") })
        {
            var status = await CompletedAsync(http, $"/runtime/webhooks/durabletask/instances/{run}");
            Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
        }
    }

    [Theory, InlineData("coinbase"), InlineData("derivatives")]
    public async Task A_daily_pipeline_is_started_over_HTTP_for_today_and_for_no_other_day(string pipeline)
    {
        using var serve = Etl.Start("serve", "--port", "0", "--no-timers", "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", market.NewLake());
        using var http = new HttpClient { BaseAddress = AddressIn(await serve.LineAsync("serving on")) };
        using var started = await http.PostAsync($"/api/run/{pipeline}", content: null);
        Assert.Equal(DayRun(pipeline), Value(await JsonAsync(started), "id"));

        using var refused = await http.PostAsync($"/api/run/{pipeline}?slot=2020-01-01", content: null);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("a missed slot stays a gap", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slot_that_is_no_time_is_refused()
    {
        using var serve = Etl.Start("serve", "--port", "0", "--no-timers", "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", market.NewLake());
        using var http = new HttpClient { BaseAddress = AddressIn(await serve.LineAsync("serving on")) };
        using var answer = await http.PostAsync("/api/run/live?slot=noon", content: null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("'noon'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>A day's run has the slot that begins the day.</summary>
    private static string DayRun(string pipeline) => $"{pipeline}-{SyntheticMarket.RunId.Split('-', 2)[1].Split('T')[0]}T000000Z";

    private Etl StartWithTimers(string lake) => Etl.Start(
        new Dictionary<string, string?> { ["LIVE_SCHEDULE"] = "* * * * * *", ["COINBASE_SCHEDULE"] = "* * * * * *", ["DERIVATIVES_SCHEDULE"] = "* * * * * *" },
        "serve", "--port", "0", "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", lake);

    internal static async Task<JsonElement> CompletedAsync(HttpClient http, string address)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            using var answer = await http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
            if (answer.StatusCode == HttpStatusCode.OK)
                return await JsonAsync(answer);
            Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NotFound, $"{answer.StatusCode}");
            await Task.Delay(100);
        }

        throw new TimeoutException($"{address} did not end");
    }

    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    /// <summary>Keys of the payload differ in case between releases of the extension.</summary>
    internal static string Value(JsonElement payload, string name) =>
        payload.EnumerateObject().Single(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value.GetString()!;

    internal static Uri AddressIn(string line) => new(line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd(','));
}
