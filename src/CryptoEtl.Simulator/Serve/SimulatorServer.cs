using System.Net;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.Faults;
using CryptoEtl.Simulator.Serve.Ledger;
using CryptoEtl.Simulator.Tape;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Simulator.Serve;

/// <summary>Speaks the HTTP APIs of CoinGecko, Coinbase Exchange, DefiLlama and LunarCrush from a market tape, on 127.0.0.1.</summary>
/// <remarks>
/// Their genuine paths stand side by side on one port. The body of an answer depends on the tape, the simulated moment and the
/// request alone. docs/simulator.md lists the endpoints, the limits and the faults.
/// </remarks>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private SimulatorServer(WebApplication application, Uri baseAddress, SimulatorStatistics statistics, CallLedger ledger, string identity)
    {
        Identity = identity;
        this.application = application;
        BaseAddress = baseAddress;
        Statistics = statistics;
        Ledger = ledger;
    }

    /// <summary>Such as <c>http://127.0.0.1:5010/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Of the tape and the faults. The same over HTTP: <c>/_simulator</c>.</summary>
    public string Identity { get; }

    public SimulatorStatistics Statistics { get; }

    /// <summary>Every call, one by one. The same over HTTP: <c>/_simulator/ledger</c>.</summary>
    public CallLedger Ledger { get; }

    /// <summary>Loads the tape and listens. Returns when the first request can be sent.</summary>
    /// <exception cref="BadInputException">The tape is broken, a fault is unknown, or the port is taken, or the moment is absurd.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellation)
    {
        if (options.Now.Year is < 2000 or > 2100)
            throw new BadInputException($"--now: {options.Now:yyyy-MM-dd} lies outside the years 2000 to 2100");

        var statistics = new SimulatorStatistics();
        var faults = FaultPlan.Parse(options.Faults);
        // Seconds of pure computing: not on the caller's thread.
        var market = await Task.Run(
            () => new MarketSnapshot(MarketTape.Load(options.TapeDirectory, options.Now), options.Now), cancellation);
        var ledger = new CallLedger();
        var identity = SimulatorIdentity.Of(options);
        var dispatcher = new Dispatcher(options, market, faults, statistics, ledger, identity);

        var application = Build(options);
        application.Run(dispatcher.AnswerAsync);
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (IOException taken)
        {
            await application.DisposeAsync();
            throw new BadInputException($"--port: cannot listen on 127.0.0.1:{options.Port}: {taken.Message}", taken);
        }

        return new SimulatorServer(application, Address(application), statistics, ledger, identity);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private static WebApplication Build(SimulatorOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Whoever stops reading in the middle of a large answer, to work on what it has, is no attacker here.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder.Build();
    }

    private static Uri Address(WebApplication application)
    {
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new Uri(addresses!.Addresses.Single());
    }
}
