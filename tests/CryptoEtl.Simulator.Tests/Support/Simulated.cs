using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Serve;

namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>A running simulator and a client that holds its key.</summary>
internal sealed class Simulated : IAsyncDisposable
{
    private Simulated(SimulatorServer server)
    {
        Server = server;
        Client = new HttpClient { BaseAddress = server.BaseAddress };
        Client.DefaultRequestHeaders.Add("x-cg-pro-api-key", "sim-key");
        Client.DefaultRequestHeaders.Add("Authorization", "Bearer sim-key");
        Client.DefaultRequestHeaders.Add("User-Agent", "tests");
    }

    public SimulatorServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<Simulated> StartAsync(
        string tape, DateTimeOffset now, Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var options = new SimulatorOptions
        {
            TapeDirectory = tape, Now = now, CallsPerMinute = 1_000_000, LunarCrushCallsPerMinute = 1_000_000, CoinbaseCallsPerSecond = 1_000_000,
        };
        return new Simulated(await SimulatorServer.StartAsync(change?.Invoke(options) ?? options, CancellationToken.None));
    }

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The JSON of an answer that must have status 200.</summary>
    public async Task<JsonNode> JsonAsync(string path)
    {
        var (status, body) = await GetAsync(path);
        Assert.True(status == 200, $"{path}: {status} {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>A coin's chart series as (unix ms, value or null).</summary>
    public async Task<(long Stamp, double? Value)[]> ChartAsync(string path, string series = "prices")
    {
        var chart = await JsonAsync(path);
        return [.. chart[series]!.AsArray().Select(point => ((long)point![0]!, (double?)point[1]))];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

internal static class Moments
{
    /// <summary>Unix milliseconds of a UTC time such as 2024-03-02 or 2024-03-02T12:00.</summary>
    public static long Ms(string moment) => At(moment).ToUnixTimeMilliseconds();

    public static DateTimeOffset At(string moment) => DateTimeOffset.Parse(
        moment, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
}
