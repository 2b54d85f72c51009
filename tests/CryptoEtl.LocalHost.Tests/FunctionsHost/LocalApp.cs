using CryptoEtl.LocalHost.FunctionsHost;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

/// <summary>The functions of some classes, served by Kestrel on a free port of the loopback address.</summary>
internal sealed class LocalApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("host-tests-");
    private readonly WebApplication _app;

    private LocalApp(Type[] functions, TimeProvider? time, Action<IServiceCollection>? services, Dictionary<string, string?> settings, bool runTimers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<Journal>();
        services?.Invoke(builder.Services);
        builder.Services.AddLocalFunctions(
            new LocalFunctionsOptions { DatabasePath = Path.Combine(_folder.FullName, "runs.db"), RunTimers = runTimers }, FunctionCatalog.From(functions));
        _app = builder.Build();
        _app.MapLocalFunctions();
    }

    public HttpClient Http { get; private set; } = null!;

    public DurableTaskClient Client => _app.Services.GetRequiredService<DurableTaskClient>();

    public Journal Journal => _app.Services.GetRequiredService<Journal>();

    public static async Task<LocalApp> StartAsync(
        Type[] functions,
        TimeProvider? time = null,
        Action<IServiceCollection>? services = null,
        Dictionary<string, string?>? settings = null,
        bool runTimers = false)
    {
        var app = new LocalApp(functions, time, services, settings ?? [], runTimers);
        await app._app.StartAsync();
        app.Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app._app.Urls.Single()) };
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>What functions did, in order.</summary>
public sealed class Journal
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_lines) _lines.Add(line);
    }
}
