using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>A source over real HTTP: the n-th request gets "answer n", after what it is told to wait for.</summary>
internal sealed class CountingServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int asked;

    private CountingServer(WebApplication app) => this.app = app;

    public int Asked => asked;

    public string Address => app.Urls.Single() + "/thing";

    public static async Task<CountingServer> StartAsync(Func<int, Task> before)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new CountingServer(builder.Build());
        server.app.Run(async context =>
        {
            var n = Interlocked.Increment(ref server.asked);
            await before(n);
            await context.Response.WriteAsync($"answer {n}");
        });
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
