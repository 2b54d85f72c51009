using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using Google.Cloud.Storage.V1.Tests.Server;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>A key goes wherever a request goes; none of it stays.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Secret = "CG-s3cr3t";
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_key_in_path_or_headers_is_in_no_file_no_name_no_object_no_message_and_no_log_line()
    {
        await using var server = await GcsServer.StartAsync();
        var log = new LinesLogger();
        var cache = rig.Open(connect: () => Task.FromResult(server.Client()), logger: log);
        foreach (var header in new[] { "x-cg-pro-api-key", "authorization", "set-cookie", "link", "x-request-url", "location" })
            rig.Source.Headers[header] = $"<https://host/{Secret}/coins?x_cg_pro_api_key={Secret}>; rel=\"next\"";
        (rig.Source.Headers["total"], rig.Source.Headers["X-Rate-Limit-Remaining"]) = ("250", "7");

        var key = new CacheKey(CacheKey.UpstreamOf(new Uri($"https://pro-api.llama.fi/{Secret}/api/"), Secret), "defillama", "protocols");
        var request = new CacheRequest(key, FreshnessRule.Listing(10), null);
        var answer = await cache.GetAsync(request, rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromHours(2);
        rig.Source.Failure = FakeSource.Down;
        Assert.Equal(CacheOutcome.Stale, (await cache.GetAsync(request, rig.Source.FetchAsync)).Outcome);
        var miss = await Assert.ThrowsAsync<CacheMissException>(() => rig.Open(CacheMode.ReadOnly).GetAsync(request, rig.Source.FetchAsync));

        Assert.Equal([("total", "250"), ("x-rate-limit-remaining", "7")], answer.Entry.Headers.Select(header => (header.Key, header.Value)));
        Assert.NotEmpty(log.Lines);
        var objects = server.Store.Live("bucket-1").SelectMany(stored => new[] { stored.Name, System.Text.Encoding.UTF8.GetString(stored.Data) });
        var files = rig.Files("").SelectMany(file => new[] { file, Text(file) });
        Assert.All([.. files, .. objects, .. log.Lines, miss.Message], text => Assert.DoesNotContain("s3cr3t", text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A lock file cannot be read while it is held; it is empty.</summary>
    private static string Text(string file) => file.EndsWith(".lock", StringComparison.Ordinal) ? "" : File.ReadAllText(file);

    private sealed class LinesLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception);
    }
}
