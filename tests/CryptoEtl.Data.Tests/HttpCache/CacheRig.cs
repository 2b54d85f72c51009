using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using Google.Cloud.Storage.V1;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>A folder, a clock that stands, a source that counts, and caches on them.</summary>
internal sealed class CacheRig : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly List<IHttpCache> opened = [];

    public CacheRig() => Source = new(Clock);

    public StillClock Clock { get; } = new(Start);

    public AheadClock Waiting { get; } = new();

    public FakeSource Source { get; }

    public string Folder => Path.Combine(folder.Path, "cache");

    public static CacheKey Key(string path = "coins/markets?vs_currency=usd&page=1") => new("https://pro-api.coingecko.com/api/v3", "coingecko", path);

    /// <summary>Fresh for 45 seconds unless a rule says otherwise.</summary>
    public static CacheRequest Ask(FreshnessRule? rule = null, DateTimeOffset? settledAt = null, string path = "coins/markets?vs_currency=usd&page=1") =>
        new(Key(path), rule ?? FreshnessRule.Live(45), settledAt);

    public IHttpCache Open(
        CacheMode mode = CacheMode.Normal, TimeProvider? waiting = null, TimeSpan? leaseFor = null, TimeSpan? grace = null, long? mostBytes = null,
        string? subfolder = null, Func<Task<StorageClient>>? connect = null, ILogger? logger = null)
    {
        var options = new HttpCacheOptions
        {
            Folder = subfolder is null ? Folder : Path.Combine(folder.Path, subfolder),
            Mode = mode,
            MaxBytes = mostBytes ?? 1 << 30,
            LeaseFor = leaseFor ?? TimeSpan.FromSeconds(60),
            Grace = grace ?? TimeSpan.FromMinutes(10),
            Bucket = connect is null ? null : "bucket-1",
            CloudTimeout = TimeSpan.FromSeconds(5),
        };
        var cache = HttpCaches.Open(options, Clock, logger ?? NullLogger.Instance, waiting ?? Waiting, connect);
        opened.Add(cache);
        return cache;
    }

    public static async Task<string> TextAsync(IHttpCache cache, CachedAnswer answer)
    {
        await using var body = await cache.OpenAsync(answer.Entry);
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync();
    }

    public string[] Files(string part, string pattern = "*") =>
        Directory.Exists(Path.Combine(Folder, part)) ? Directory.GetFiles(Path.Combine(Folder, part), pattern, SearchOption.AllDirectories) : [];

    public void Dispose()
    {
        foreach (var cache in opened)
            cache.Dispose();
        folder.Dispose();
    }
}
