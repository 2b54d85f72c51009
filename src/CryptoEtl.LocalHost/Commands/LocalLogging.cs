using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Log lines go to standard error: standard output is the answer.</summary>
internal static class LocalLogging
{
    public static void Configure(ILoggingBuilder logging, LogLevel least = LogLevel.Warning)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A failed activity is no news of its own: the run ends with its cause.
        logging.AddFilter("CryptoEtl.LocalHost.Durable.Engine", LogLevel.Error);
        // Why a host does not start is told once, by the command line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
