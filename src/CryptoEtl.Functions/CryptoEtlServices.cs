using System.Net;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Data.Sources.Coinbase;
using CryptoEtl.Data.Sources.CoinGecko;
using CryptoEtl.Data.Sources.DefiLlama;
using CryptoEtl.Data.Sources.LunarCrush;
using CryptoEtl.Functions.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.Functions;

/// <summary>Everything the functions need, for the Functions worker and for the local host alike.</summary>
public static class CryptoEtlServices
{
    /// <summary>Key of the clock that data is stamped with. The host's own timers keep real time.</summary>
    public const string Clock = "etl";

    public static IServiceCollection AddCryptoEtl(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = EtlSettings.From(configuration);
        TimeProvider clock = settings.Now is { } now ? new StoppedClock(now) : TimeProvider.System;
        return services
            .AddSingleton(settings)
            .AddKeyedSingleton(Clock, clock)
            .AddSingleton(new Lake(new FolderStorage(settings.Lake), clock))
            .AddSingleton<PipelineStart>()
            .AddSources(settings, clock);
    }

    private static IServiceCollection AddSources(this IServiceCollection services, EtlSettings settings, TimeProvider clock) => services
        .AddSource("coingecko", settings.CoinGecko, http => new CoinGeckoClient(http, settings.CoinGecko, clock))
        .AddSource("defillama", settings.DefiLlama, http => new DefiLlamaClient(http, settings.DefiLlama, clock))
        .AddSource("lunarcrush", settings.LunarCrush, http => new LunarCrushClient(http, settings.LunarCrush, clock))
        .AddSource("coinbase", settings.Coinbase, http => new CoinbaseClient(http, settings.Coinbase, clock))
        .AddSingleton(provider => new SourceDirectory(
        [
            provider.GetRequiredService<CoinGeckoClient>(),
            provider.GetRequiredService<DefiLlamaClient>(),
            provider.GetRequiredService<LunarCrushClient>(),
            provider.GetRequiredService<CoinbaseClient>(),
        ]));

    /// <summary>One client per source, so that its circuit breaker sees every call. Its log lines would hold URLs, so there are none.</summary>
    private static IServiceCollection AddSource<T>(this IServiceCollection services, string name, SourceOptions options, Func<HttpClient, T> create)
        where T : SourceClient
    {
        services.AddHttpClient(name, http => Configure(http, options))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            })
            .RemoveAllLoggers();
        return services.AddSingleton(provider => create(provider.GetRequiredService<IHttpClientFactory>().CreateClient(name)));
    }

    private static void Configure(HttpClient http, SourceOptions options)
    {
        http.BaseAddress = options.BaseAddress;
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.ParseAdd("CryptoEtl/1.0");
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }
}
