using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Serve;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The simulator as an upstream: <c>sim:DIR[?faults=…&amp;credits=…&amp;rate=…&amp;lunarcrush-rate=…&amp;coinbase-rate=…&amp;padding=…]</c>.</summary>
internal static class LocalSimulator
{
    /// <summary>A simulator in this process takes this key, unless the user's settings hold another.</summary>
    private const string Key = "sim-key";

    private static readonly string[] Known = ["faults", "credits", "rate", "lunarcrush-rate", "coinbase-rate", "padding"];

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
                MonthlyCredits = Number(query, "credits") ?? usual.MonthlyCredits,
                CallsPerMinute = Number(query, "rate") ?? usual.CallsPerMinute,
                LunarCrushCallsPerMinute = Number(query, "lunarcrush-rate") ?? usual.LunarCrushCallsPerMinute,
                CoinbaseCallsPerSecond = Number(query, "coinbase-rate") ?? usual.CoinbaseCallsPerSecond,
                ProtocolPadding = Number(query, "padding") ?? usual.ProtocolPadding,
            },
            cancellation);
    }

    /// <summary>The command line's settings; a simulator brings its address, and its key where the user has set none.</summary>
    public static IConfiguration Settings(HostChoice choice, SimulatorServer? simulator)
    {
        var given = new Dictionary<string, string?>
        {
            ["ETL_LAKE"] = choice.Lake,
            ["ETL_NOW"] = CommonOptions.Iso(choice.Now),
            ["ETL_UPSTREAM"] = simulator?.BaseAddress.ToString() ?? choice.Upstream,
        };
        if (simulator is null)
            return Commands.Settings.Load(given);

        var user = Commands.Settings.Load(given);
        foreach (var setting in new[] { "COINGECKO_PRO_API_KEY", "LUNARCRUSH_PRO_API_KEY" })
            given[setting] = user[setting] is { Length: > 0 } set ? set : Key;
        return Commands.Settings.Load(given);
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
