using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Serve;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The simulator as an upstream: <c>sim:DIR[?faults=…&amp;credits=…&amp;rate=…&amp;lunarcrush-rate=…&amp;coinbase-rate=…&amp;padding=…&amp;plan=…]</c>.</summary>
internal static class LocalSimulator
{
    /// <summary>A simulator in this process takes this key, unless the user's settings hold another.</summary>
    private const string Key = "sim-key";

    private static readonly string[] Keys = ["COINGECKO_PRO_API_KEY", "LUNARCRUSH_PRO_API_KEY", "DEFILLAMA_PRO_API_KEY"];

    private static readonly string[] Known = ["faults", "credits", "rate", "lunarcrush-rate", "coinbase-rate", "padding", "plan"];

    /// <returns>Null when the upstream is no simulator.</returns>
    public static async Task<SimulatorServer?> StartAsync(HostChoice choice, CancellationToken cancellation)
    {
        if (choice.Tape is not { } tape)
            return null;

        var now = choice.Now ?? throw new BadInputException($"--upstream {choice.Upstream} needs --now: which moment of the tape?");
        var query = QueryHelpers.ParseQuery(choice.SimulatorQuery);
        if (query.Keys.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            throw new BadInputException($"sim: '{unknown}' is not one of {string.Join(", ", Known)}");

        var usual = new SimulatorOptions { TapeDirectory = tape, Now = now };
        return await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                TapeDirectory = tape,
                Now = now,
                ApiKey = Key,
                Faults = query.TryGetValue("faults", out var faults) ? faults.ToString() : null,
                Plan = query.TryGetValue("plan", out var plan) ? PlanOf("sim: plan", plan.ToString()) : usual.Plan,
                MonthlyCredits = Number(query, "credits") ?? usual.MonthlyCredits,
                CallsPerMinute = Number(query, "rate") ?? usual.CallsPerMinute,
                LunarCrushCallsPerMinute = Number(query, "lunarcrush-rate") ?? usual.LunarCrushCallsPerMinute,
                CoinbaseCallsPerSecond = Number(query, "coinbase-rate") ?? usual.CoinbaseCallsPerSecond,
                ProtocolPadding = Number(query, "padding") ?? usual.ProtocolPadding,
            },
            cancellation);
    }

    /// <exception cref="BadInputException">There is no such plan.</exception>
    public static SimulatedPlan PlanOf(string option, string text) => text switch
    {
        "full" => SimulatedPlan.Full,
        "basic" => SimulatedPlan.Basic,
        _ => throw new BadInputException($"{option}: '{text}' is neither full nor basic"),
    };

    /// <summary>The command line's settings; a simulator brings its address and name, and its key where the user has set none.</summary>
    public static async Task<IConfiguration> SettingsAsync(HostChoice choice, SimulatorServer? simulator, CancellationToken cancellation)
    {
        var given = new Dictionary<string, string?>
        {
            ["ETL_LAKE"] = choice.Lake,
            ["ETL_NOW"] = CommonOptions.Iso(choice.Now),
            ["ETL_UPSTREAM"] = simulator?.BaseAddress.ToString() ?? choice.Upstream,
            ["ETL_CACHE"] = choice.Cache,
            ["CACHE_MODE"] = choice.CacheMode,
            ["COINGECKO_MAX_PER_RUN"] = choice.Budget?.ToString(CultureInfo.InvariantCulture),
        };
        var user = Commands.Settings.Load(given);
        given["ETL_UPSTREAM_NAME"] = simulator?.Identity ?? await NameAsync(user["ETL_UPSTREAM"], cancellation);
        if (simulator is not null)
        {
            foreach (var setting in Keys)
                given[setting] = user[setting] is { Length: > 0 } set ? set : Key;

            // LunarCrush tells its limit with every answer, but never one above what is set.
            given["LUNARCRUSH_CALLS_PER_MINUTE"] = user["LUNARCRUSH_CALLS_PER_MINUTE"] is { Length: > 0 } pace ? pace
                : Number(QueryHelpers.ParseQuery(choice.SimulatorQuery), "lunarcrush-rate")?.ToString(CultureInfo.InvariantCulture);
        }

        return Commands.Settings.Load(given);
    }

    /// <summary>The name of a simulator that runs elsewhere; null: there is none, or it is something else.</summary>
    private static async Task<string?> NameAsync(string? upstream, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(upstream?.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || !address.IsLoopback)
            return null;

        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = JsonDocument.Parse(await http.GetStringAsync("_simulator", cancellation));
            return answer.RootElement.GetProperty("identity").GetString();
        }
        catch (Exception other) when (other is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
                                      || (other is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static int? Number(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> query, string name)
    {
        if (!query.TryGetValue(name, out var text))
            return null;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new BadInputException($"sim: {name}={text} is not a number");
    }
}
