using System.Net;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;
using CryptoEtl.Data.Sources;
using CryptoEtl.Data.Sources.Coinbase;
using CryptoEtl.Data.Sources.CoinGecko;
using CryptoEtl.Data.Sources.DefiLlama;
using CryptoEtl.Data.Sources.LunarCrush;
using CryptoEtl.Functions.QualityGate;
using CryptoEtl.Functions.Runs;
using CryptoEtl.Functions.Series;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
            .AddSingleton(new Lake(LakeStorage(settings), clock))
            .AddSingleton(settings.SigningKey)
            .AddSingleton(settings.Features)
            .AddSingleton<VerdictLedger>()
            .AddSingleton<OverrideBook>()
            .AddSingleton<JudgeContext>()
            .AddSingleton<SeriesTurns>()
            .AddSingleton<PipelineStart>()
            .AddSingleton<PipelinePlanner>()
            .AddSingleton<PlanPricer>()
            .AddSingleton<QuotaLearner>()
            .AddSingleton(provider => HttpCaches.Open(settings.Cache, clock, provider.GetRequiredService<ILoggerFactory>().CreateLogger("HttpCache")))
            .AddSingleton<IRateBudget>(_ => new SharedRateBudget(
                BudgetStore(settings), settings.Sources.ToDictionary(source => source.Name, source => source.Budget), TimeProvider.System))
            .AddSingleton(provider => new SourceServices(
                provider.GetRequiredService<IHttpCache>(), provider.GetRequiredService<IRateBudget>(), clock))
            .AddSources(settings);
    }

    private static IServiceCollection AddSources(this IServiceCollection services, EtlSettings settings) => services
        .AddSource(settings.CoinGecko, (http, shared) => new CoinGeckoClient(http, settings.CoinGecko.Options, shared))
        .AddSource(settings.DefiLlama, (http, shared) => new DefiLlamaClient(http, settings.DefiLlama.Options, shared))
        .AddSource(settings.LunarCrush, (http, shared) => new LunarCrushClient(http, settings.LunarCrush.Options, shared))
        .AddSource(settings.Coinbase, (http, shared) => new CoinbaseClient(http, settings.Coinbase.Options, shared))
        .AddSingleton(provider => new SourceDirectory([.. provider.GetServices<SourceClient>()]));

    /// <summary>One client per source, so that its circuit breaker sees every call. Its log lines would hold URLs, so there are none.</summary>
    private static IServiceCollection AddSource(
        this IServiceCollection services, SourceSettings source, Func<HttpClient, SourceServices, SourceClient> create)
    {
        services.AddHttpClient(source.Name, Configure)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            })
            .RemoveAllLoggers();
        return services.AddSingleton(provider => create(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(source.Name), provider.GetRequiredService<SourceServices>()));
    }

    private static void Configure(HttpClient http)
    {
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.ParseAdd("CryptoEtl/1.0");
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    private static ILakeStorage LakeStorage(EtlSettings settings)
    {
        if (!AzureAccount.IsContainer(settings.Lake))
            return new FolderStorage(settings.Lake);
        var (container, folder) = settings.Azure.Open("ETL_LAKE", settings.Lake);
        return new BlobStorage(container, folder);
    }

    private static IBudgetStore BudgetStore(EtlSettings settings)
    {
        if (!AzureAccount.IsContainer(settings.Budget))
            return new FolderBudgetStore(settings.Budget);
        var (container, folder) = settings.Azure.Open("ETL_BUDGET", settings.Budget);
        return new BlobBudgetStore(container, folder.Length == 0 ? "budget" : folder);
    }
}
