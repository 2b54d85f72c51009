using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

[Collection(nameof(Alone))]
public sealed class EvictionTests : IDisposable
{
    private const int BodySize = 10_000, Most = 200_000;
    private readonly CacheRig rig = new();

    public EvictionTests() => rig.Source.Body = n =>
    {
        var body = new byte[BodySize];
        new Random(n).NextBytes(body);
        return body;
    };

    private long Size => rig.Files("").Sum(file => new FileInfo(file).Length);

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task The_folder_stays_within_its_size_and_the_least_recently_used_goes_first()
    {
        var cache = Open();
        for (var i = 0; i < 60; i++)
        {
            await AskAsync(cache, $"asset/{i}");
            rig.Waiting.Ahead += TimeSpan.FromMinutes(1);
            await AskAsync(cache, "asset/0");
            Assert.InRange(Size, 0, Most + Most / 16 + 2 * BodySize);
        }

        Assert.NotNull(await cache.FindAsync(Ask("asset/0")));
        Assert.NotNull(await cache.FindAsync(Ask("asset/59")));
        Assert.Null(await cache.FindAsync(Ask("asset/1")));
        Assert.Equal(rig.Files("bodies").Length, rig.Files("entries").Length);
        Assert.Equal(0, cache.Counters.Snapshot().Corrupt);
    }

    [Fact]
    public async Task What_settled_goes_last_however_long_it_was_not_used()
    {
        var cache = Open();
        for (var i = 0; i < 5; i++)
            await AskAsync(cache, $"settled/{i}", CacheRig.Start.AddDays(-1));
        for (var i = 0; i < 60; i++)
        {
            rig.Waiting.Ahead += TimeSpan.FromMinutes(1);
            await AskAsync(cache, $"open/{i}");
        }

        for (var i = 0; i < 5; i++)
            Assert.NotNull(await cache.FindAsync(Ask($"settled/{i}")));
    }

    [Fact]
    public async Task A_body_that_nobody_names_goes_first()
    {
        var cache = Open();
        await AskAsync(cache, "crashed");
        var orphan = Assert.Single(rig.Files("bodies"));
        File.Delete(Assert.Single(rig.Files("entries")));
        for (var i = 0; i < 60 && File.Exists(orphan); i++)
        {
            rig.Waiting.Ahead += TimeSpan.FromMinutes(1);
            File.SetLastWriteTimeUtc(orphan, (TimeProvider.System.GetUtcNow() + rig.Waiting.Ahead - TimeSpan.FromSeconds(31)).UtcDateTime);
            await AskAsync(cache, $"named/{i}");
        }

        Assert.False(File.Exists(orphan));
        Assert.NotNull(await cache.FindAsync(Ask("named/5")));
    }

    [Fact]
    public async Task What_is_being_read_stays_also_when_another_cache_makes_room()
    {
        var (reader, other) = (Open(), Open());
        var answer = await AskAsync(reader, "read");
        await using var body = await reader.OpenAsync(answer.Entry);
        for (var i = 0; i < 60; i++)
        {
            rig.Waiting.Ahead += TimeSpan.FromMinutes(1);
            await AskAsync(other, $"other/{i}");
        }

        Assert.NotNull(await reader.FindAsync(Ask("read")));
        using var read = new MemoryStream();
        await body.CopyToAsync(read);
        Assert.Equal(BodySize, read.Length);
    }

    [Fact]
    public async Task What_was_just_used_stays_even_over_the_size()
    {
        var cache = rig.Open(mostBytes: Most);
        for (var i = 0; i < 60; i++)
            await AskAsync(cache, $"asset/{i}");
        Assert.Equal(60, rig.Files("bodies").Length);
    }

    [Fact]
    public async Task Callers_that_read_while_others_evict_always_get_their_body()
    {
        var caches = Enumerable.Range(0, 4).Select(_ => rig.Open(grace: TimeSpan.FromSeconds(60), mostBytes: Most)).ToArray();
        var asks = 0;
        await Task.WhenAll(caches.Select((cache, c) => Task.Run(async () =>
        {
            for (var i = 0; i < 120; i++)
            {
                var answer = await AskAsync(cache, i % 3 == 0 ? $"own/{c}/{i}" : $"shared/{(i * 7 + c * 3) % 50}");
                if (Interlocked.Increment(ref asks) % 4 == 0)
                    rig.Waiting.Ahead += TimeSpan.FromSeconds(1);
                await using var body = await cache.OpenAsync(answer.Entry);
                await body.CopyToAsync(Stream.Null);
            }
        })));
        Assert.InRange(rig.Files("bodies").Length, 1, rig.Source.Asked - 1);
        Assert.All(caches, cache => Assert.Equal(0, cache.Counters.Snapshot().Corrupt));
    }

    private static CacheRequest Ask(string path, DateTimeOffset? settledAt = null) => CacheRig.Ask(FreshnessRule.Listing(60), settledAt, path);

    private IHttpCache Open() => rig.Open(grace: TimeSpan.FromSeconds(30), mostBytes: Most);

    private Task<CachedAnswer> AskAsync(IHttpCache cache, string path, DateTimeOffset? settledAt = null) =>
        cache.GetAsync(Ask(path, settledAt), rig.Source.FetchAsync);
}
