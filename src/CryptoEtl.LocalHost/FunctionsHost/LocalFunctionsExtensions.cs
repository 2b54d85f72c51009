using System.Reflection;
using Azure.Core.Serialization;
using CryptoEtl.Core;
using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using CryptoEtl.LocalHost.FunctionsHost.Http;
using CryptoEtl.LocalHost.FunctionsHost.Invocation;
using CryptoEtl.LocalHost.FunctionsHost.Management;
using CryptoEtl.LocalHost.FunctionsHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CryptoEtl.LocalHost.FunctionsHost;

/// <summary>Runs the functions of assemblies in this process.</summary>
public static class LocalFunctionsExtensions
{
    /// <summary>Adds the functions, the durable engine that starts and stops with the host, and a <see cref="DurableTaskClient"/>.</summary>
    /// <exception cref="BadInputException">Two functions share a name, or one cannot be called as it is declared.</exception>
    public static IServiceCollection AddLocalFunctions(
        this IServiceCollection services, LocalFunctionsOptions options, params Assembly[] functionAssemblies) =>
        services.AddLocalFunctions(options, FunctionCatalog.Discover(functionAssemblies));

    internal static IServiceCollection AddLocalFunctions(this IServiceCollection services, LocalFunctionsOptions options, FunctionCatalog catalog)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(catalog);
        services.AddSingleton<FunctionRunner>();
        services.AddOptions<WorkerOptions>().PostConfigure(
            worker => worker.Serializer ??= new JsonObjectSerializer(new() { PropertyNameCaseInsensitive = true }));
        services.AddSingleton<DataConverter, SerializerDataConverter>();
        services.AddSingleton<DurableFunctions>();
        services.AddSingleton(provider => provider.GetRequiredService<DurableFunctions>().CreateEngine());
        services.AddSingleton<DurableTaskClient>(provider => provider.GetRequiredService<DurableEngine>().Client);
        services.AddHostedService(provider => provider.GetRequiredService<DurableEngine>());
        if (options.RunTimers) services.AddHostedService<TimerService>();
        return services;
    }

    /// <summary>Maps HTTP-triggered functions and the management routes of the Durable extension.</summary>
    public static void MapLocalFunctions(this WebApplication app)
    {
        HttpFunctions.Map(app);
        ManagementRoutes.Map(app);
    }
}
