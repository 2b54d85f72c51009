using CryptoEtl.Core;
using DotNetEnv;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Where settings come from: later ones win.</summary>
internal static class Settings
{
    private const string LocalSettings = "local.settings.json";

    /// <summary>When the timers start runs. The derivatives of a day are looked at when it is nearly over.</summary>
    private static readonly Dictionary<string, string?> Schedules = new()
    {
        ["UNIVERSE_SCHEDULE"] = "0 10 1 * * *",
        ["HISTORICAL_SCHEDULE"] = "0 0 2 * * *",
        ["LIVE_SCHEDULE"] = "0 */5 * * * *",
        ["COINBASE_SCHEDULE"] = "0 0 12 * * *",
        ["DERIVATIVES_SCHEDULE"] = "0 30 23 * * *",
        ["GATE_SCHEDULE"] = "0 0 4 * * *",
        ["FEATURES_SCHEDULE"] = "0 0 5 * * *",
    };

    /// <param name="options">What the command line says. Null values say nothing.</param>
    /// <remarks>local.settings.json, then .env, then the environment, then the command line.</remarks>
    public static IConfiguration Load(IReadOnlyDictionary<string, string?> options) => new ConfigurationBuilder()
        .AddInMemoryCollection(Schedules)
        .AddInMemoryCollection(LocalValues())
        .AddInMemoryCollection(DotEnv())
        .AddEnvironmentVariables()
        .AddInMemoryCollection(options.Where(option => option.Value is not null))
        .Build();

    /// <summary>The <c>Values</c> object, as the Functions tools have it.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> LocalValues()
    {
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(LocalSettings), optional: true).Build();
            return file.GetSection("Values").GetChildren().Select(value => KeyValuePair.Create(value.Key, value.Value));
        }
        catch (InvalidDataException malformed)
        {
            throw new BadInputException($"{LocalSettings}: {(malformed.InnerException ?? malformed).Message}", malformed);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> DotEnv() =>
        File.Exists(".env")
            ? Env.NoEnvVars().Load(".env").Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))
            : [];
}
