using Microsoft.Extensions.DependencyInjection;
using System.CommandLine;
using CryptoEtl.Functions;
using CryptoEtl.Functions.Runs;
using CryptoEtl.LocalHost.FunctionsHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl serve</c>.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes any free one.", DefaultValueFactory = _ => 7071, HelpName = "P" };
        var noTimers = new Option<bool>("--no-timers") { Description = "Serve HTTP only." };
        var host = new HostOptions();
        var command = new Command("serve", """
            Run the functions in this process: timers (LIVE_, COINBASE_ and DERIVATIVES_SCHEDULE) and HTTP on loopback, until Ctrl-C.

              curl -X POST http://127.0.0.1:7071/api/run/live     starts a run, answers 202 with the addresses to follow it by
              curl http://127.0.0.1:7071/runtime/webhooks/durabletask/instances     lists runs
            """)
        {
            port, noTimers,
        };
        host.AddTo(command);
        command.SetAction((parsed, cancellation) => ServeAsync(
            host.Choice(parsed),
            parsed.GetValue(port), !parsed.GetValue(noTimers), cancellation));
        return command;
    }

    private static async Task<int> ServeAsync(HostChoice choice, int port, bool timers, CancellationToken cancellation)
    {
        await using var simulator = await LocalSimulator.StartAsync(choice, cancellation);
        await using var app = Build(await LocalSimulator.SettingsAsync(choice, simulator, cancellation), port, timers);
        await app.StartAsync(cancellation);
        Console.WriteLine($"serving on {string.Join(", ", app.Urls)}, lake {choice.Lake ?? app.Configuration["ETL_LAKE"] ?? "lake"}");
        await WaitForEndAsync(cancellation);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private static WebApplication Build(IConfiguration configuration, int port, bool timers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Configuration.AddConfiguration(configuration);
        LocalLogging.Configure(builder.Logging, LogLevel.Information);
        builder.Services.AddRoutingCore();
        builder.Services.AddCryptoEtl(builder.Configuration);
        builder.Services.AddLocalFunctions(
            LocalEngine.Options(EtlSettings.From(configuration), timers), typeof(RunOrchestrator).Assembly);
        var app = builder.Build();
        app.UseRouting();
        app.MapLocalFunctions();
        return app;
    }

    private static async Task WaitForEndAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a server ends.
        }
    }
}
