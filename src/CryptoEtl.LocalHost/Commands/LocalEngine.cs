using CryptoEtl.Functions;
using CryptoEtl.LocalHost.FunctionsHost;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Where the engine keeps what it knows: beside the lake's tables, so that a lake and its runs stay together.</summary>
internal static class LocalEngine
{
    public static string DatabaseOf(string lake) => Path.Combine(lake, "_engine", "runs.db");

    public static LocalFunctionsOptions Options(EtlSettings settings, bool runTimers) => new()
    {
        DatabasePath = DatabaseOf(settings.Lake),
        RunTimers = runTimers,
    };
}
