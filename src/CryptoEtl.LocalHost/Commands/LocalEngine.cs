using CryptoEtl.Core;
using CryptoEtl.Functions;
using CryptoEtl.LocalHost.FunctionsHost;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Where the engine keeps what it knows: in the lake's folder, so that a lake and its runs stay together.</summary>
internal static class LocalEngine
{
    public static string DatabaseOf(EtlSettings settings) => Path.Combine(settings.Engine, "runs.db");

    /// <exception cref="BadInputException">The folder cannot be made or written.</exception>
    public static LocalFunctionsOptions Options(EtlSettings settings, bool runTimers)
    {
        RequireFolder(settings.Engine);
        return new() { DatabasePath = DatabaseOf(settings), RunTimers = runTimers, RoutePrefix = HostJson.Read(HostFile).RoutePrefix };
    }

    private static string HostFile => Path.Combine(AppContext.BaseDirectory, "host.json");

    private static void RequireFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{folder}' cannot be written: {refused.Message}", refused);
        }
    }
}
