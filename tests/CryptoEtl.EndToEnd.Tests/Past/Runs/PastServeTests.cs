using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>Runs over the past in a host that goes on running.</summary>
public sealed class PastServeTests(PastRuns past) : IClassFixture<PastRuns>
{
    private const string EverySecond = "* * * * * *", Never = "0 0 0 30 2 *";

    [Fact]
    public async Task Both_are_started_over_HTTP_and_a_slot_is_joined()
    {
        using var serve = Start(past.NewLake(), [], "--no-timers");
        using var http = await HttpAsync(serve);
        foreach (var pipeline in PastRuns.Pipelines)
        {
            using var started = await http.PostAsync($"/api/run/{pipeline}", content: null);
            using var again = await http.PostAsync($"/api/run/{pipeline}?slot={SyntheticMarket.Now}", content: null);
            Assert.Equal(Run(pipeline), ServeTests.Value(await ServeTests.JsonAsync(started), "id"));
            Assert.Equal(Run(pipeline), ServeTests.Value(await ServeTests.JsonAsync(again), "id"));
            AssertCompleted(await ServeTests.CompletedAsync(http, started.Headers.Location!.ToString()));
        }

        using var future = await http.PostAsync("/api/run/universe?slot=2024-03-02", content: null);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, future.StatusCode);
    }

    /// <summary>There is no universe when historical is due for the first time; it is due again.</summary>
    [Fact]
    public async Task The_timers_of_both_start_runs_by_themselves()
    {
        using var serve = Start(past.NewLake(), new()
        {
            ["UNIVERSE_SCHEDULE"] = EverySecond, ["HISTORICAL_SCHEDULE"] = EverySecond,
            ["LIVE_SCHEDULE"] = Never, ["COINBASE_SCHEDULE"] = Never, ["DERIVATIVES_SCHEDULE"] = Never,
        });
        using var http = await HttpAsync(serve);
        AssertCompleted(await ServeTests.CompletedAsync(http, Status("universe")));
        var historical = await ServeTests.CompletedAsync(http, Status("historical"));
        for (var tries = 0; tries < 30 && historical.GetProperty("runtimeStatus").GetString() != "Completed"; tries++)
        {
            await Task.Delay(500);
            historical = await ServeTests.CompletedAsync(http, Status("historical"));
        }

        AssertCompleted(historical);
    }

    private Etl Start(string lake, Dictionary<string, string?> settings, params string[] more)
    {
        foreach (var (name, value) in PastRuns.Settings)
            settings[name] = value;
        return Etl.Start(settings, ["serve", "--port", "0", "--upstream", past.Simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake, .. more]);
    }

    private static async Task<HttpClient> HttpAsync(Etl serve) => new() { BaseAddress = ServeTests.AddressIn(await serve.LineAsync("serving on")) };

    private static void AssertCompleted(JsonElement run)
    {
        Assert.True(run.GetProperty("runtimeStatus").GetString() == "Completed", run.ToString());
        Assert.Equal(0, run.GetProperty("output").GetProperty("Failures").GetArrayLength());
        Assert.NotEqual(0, run.GetProperty("output").GetProperty("Revisions").GetArrayLength());
    }

    private static string Run(string pipeline) => $"{pipeline}-{SyntheticMarket.RunId.Split('-', 2)[1]}";

    private static string Status(string pipeline) => $"/runtime/webhooks/durabletask/instances/{Run(pipeline)}";
}
