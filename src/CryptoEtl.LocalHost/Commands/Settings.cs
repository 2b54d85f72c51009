using CryptoEtl.Core;
using DotNetEnv;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Where settings come from: later ones win.</summary>
internal static class Settings
{
    private const string LocalSettings = "local.settings.json";

    /// <param name="options">What the command line says. Null values say nothing.</param>
    /// <remarks>local.settings.json, then .env, then the environment, then the command line.</remarks>
    public static IConfiguration Load(IReadOnlyDictionary<string, string?> options) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["LIVE_SCHEDULE"] = "0 */5 * * * *" })
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
