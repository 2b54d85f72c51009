using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>Speaks the JSON API of Cloud Storage on a loopback port, remembers each request, and misbehaves when told to.</summary>
internal sealed partial class GcsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Call> _calls = new();

    private GcsServer(WebApplication app) => _app = app;

    internal GcsStore Store { get; } = new();

    internal Faults Faults { get; } = new();

    internal IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Without a path, such as http://127.0.0.1:5000.</summary>
    internal string Root { get; private set; } = "";

    internal string BaseUri => Root + "/storage/v1/";

    internal static async Task<GcsServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        WebApplication app = builder.Build();
        var server = new GcsServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        server.Root = app.Urls.Single();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal StorageClient Client() => new StorageClientBuilder { BaseUri = BaseUri, UnauthenticatedAccess = true }.Build();

    private async Task HandleAsync(HttpContext context)
    {
        Call call = await Call.ReadAsync(context);
        _calls.Enqueue(call);
        if (await Faults.StrikeAsync(call, context)) return;
        await RouteAsync(call, context);
    }

    private Task RouteAsync(Call call, HttpContext context) => (call.Method, call.Segments) switch
    {
        ("POST", ["upload", "storage", "v1", "b", var bucket, "o"]) => OpenSessionAsync(call, context, bucket),
        ("PUT", ["upload", "session", var id]) => ReceiveAsync(call, context, id),
        ("GET", ["storage", "v1", "b", var bucket, "o"]) => ListAsync(call, context, bucket),
        ("GET", ["storage", "v1", "b", var bucket, "o", var name]) => GetAsync(call, context, bucket, name),
        ("DELETE", ["storage", "v1", "b", var bucket, "o", var name]) => DeleteAsync(call, context, bucket, name),
        ("POST", ["storage", "v1", "b", var bucket, "o", var name, "rewriteTo", "b", var toBucket, "o", var toName]) =>
            RewriteAsync(call, context, (bucket, name), (toBucket, toName)),
        _ => Answer.ErrorAsync(context, 404, "No such method"),
    };
}
