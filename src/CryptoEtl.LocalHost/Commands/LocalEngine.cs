using CryptoEtl.Core;
using CryptoEtl.Functions;
using CryptoEtl.LocalHost.FunctionsHost;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Where the engine keeps what it knows: beside the lake's tables, so that a lake and its runs stay together.</summary>
internal static class LocalEngine
{
    public static string DatabaseOf(string lake) => Path.Combine(lake, "_engine", "runs.db");

    /// <exception cref="BadInputException">The lake's folder cannot be made or written.</exception>
    public static LocalFunctionsOptions Options(EtlSettings settings, bool runTimers)
    {
        RequireFolder(settings.Lake);
        return new() { DatabasePath = DatabaseOf(settings.Lake), RunTimers = runTimers, RoutePrefix = HostJson.Read(HostFile).RoutePrefix };
    }

    private static string HostFile => Path.Combine(AppContext.BaseDirectory, "host.json");

    private static void RequireFolder(string lake)
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(lake, "_engine"));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"lake '{lake}' cannot be written: {refused.Message}", refused);
        }
    }
}
