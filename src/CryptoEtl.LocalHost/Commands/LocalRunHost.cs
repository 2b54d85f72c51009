using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions;
using CryptoEtl.Functions.Runs;
using CryptoEtl.LocalHost.FunctionsHost;
using CryptoEtl.Simulator.Serve;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The functions in this process, started for one run, with a simulator beside them where one is asked for.</summary>
internal sealed class LocalRunHost : IAsyncDisposable
{
    private readonly IHost host;
    private readonly SimulatorServer? simulator;

    private LocalRunHost(IHost host, SimulatorServer? simulator) => (this.host, this.simulator) = (host, simulator);

    public EtlSettings Settings => host.Services.GetRequiredService<EtlSettings>();

    public static async Task<LocalRunHost> StartAsync(HostChoice choice, CancellationToken cancellation)
    {
        var simulator = await LocalSimulator.StartAsync(choice, cancellation);
        try
        {
            var host = Build(await LocalSimulator.SettingsAsync(choice, simulator, cancellation));
            await host.StartAsync(cancellation);
            return new(host, simulator);
        }
        catch
        {
            if (simulator is not null)
                await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs, shows how far it is, and prints the report.</summary>
    /// <returns>The exit code.</returns>
    /// <param name="approved">Hash of the only plan that may be run; null: any.</param>
    /// <param name="past">The part of the past it is about.</param>
    public async Task<int> RunAsync(PipelineDefinition pipeline, bool json, string? approved, RunScope past, CancellationToken cancellation)
    {
        var request = new RunRequest(BatchOf(pipeline) with { Scope = past.Id }, approved, past.Id is null ? null : past);
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var client = host.Services.GetRequiredService<DurableTaskClient>();
        var (runId, joined) = await RunStarter.StartAsync(client, request, cancellation);
        if (joined)
            await Console.Error.WriteLineAsync($"{runId} was started before; joining it");

        var ended = await RunProgressView.WaitAsync(client, runId, cancellation);
        return await RunOutcome.ShowAsync(ended, host.Services, json, clock.GetElapsedTime(started));
    }

    /// <summary>What a run would ask and cost now. Of the sources only what they leave is asked, where they never told: that is free.</summary>
    public async Task<PlanPrice> PlanAsync(PipelineDefinition pipeline, RunScope past, CancellationToken cancellation)
    {
        var (pricer, batch) = (host.Services.GetRequiredService<PlanPricer>(), BatchOf(pipeline) with { Scope = past.Id });
        var planned = await host.Services.GetRequiredService<PipelinePlanner>().PlanAsync(batch, past, cancellation);
        try
        {
            await host.Services.GetRequiredService<QuotaLearner>().LearnAsync(await pricer.PriceAsync(planned, cancellation), batch, cancellation);
        }
        catch (UpstreamException silent)
        {
            await Console.Error.WriteLineAsync($"what is left is not known: {silent.Message}");
        }

        return await pricer.PriceAsync(planned, cancellation);
    }

    private BatchId BatchOf(PipelineDefinition pipeline) =>
        new(pipeline.Name, pipeline.SlotOf(host.Services.GetRequiredKeyedService<TimeProvider>(CryptoEtlServices.Clock).GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        if (simulator is not null)
            await simulator.DisposeAsync();
    }

    private static IHost Build(IConfiguration configuration)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(configuration);
        LocalLogging.Configure(builder.Logging);
        builder.Services.AddCryptoEtl(builder.Configuration);
        builder.Services.AddLocalFunctions(
            LocalEngine.Options(EtlSettings.From(configuration), runTimers: false), typeof(RunOrchestrator).Assembly);
        return builder.Build();
    }
}
