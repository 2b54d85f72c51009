using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.HttpCache.Admin;

namespace CryptoEtl.Data.Tests.HttpCache;

public sealed class CacheAdminTests : IDisposable
{
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Stats_count_by_endpoint_of_the_catalogue()
    {
        var cache = rig.Open();
        foreach (var path in new[] { "coins/bitcoin/ohlc?days=1", "coins/ethereum/ohlc?days=1", "coins/list", "coins/bitcoin", "not/in/the/catalogue" })
            await cache.GetAsync(CacheRig.Ask(FreshnessRule.Series(30), path: path), rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromHours(1);
        await cache.GetAsync(CacheRig.Ask(FreshnessRule.Series(30), path: "coins/list"), rig.Source.FetchAsync);

        using var admin = Admin();
        var stats = await admin.StatsAsync();
        Assert.Equal(
            [("coins/list", 1, 2), ("coins/{id}", 1, 1), ("coins/{id}/ohlc", 2, 2), ("not/in/the/catalogue", 1, 1)],
            stats.Endpoints.Select(endpoint => (endpoint.Path, endpoint.Requests, endpoint.Answers)));
        Assert.Equal((5, 6, 6), (stats.Requests, stats.Answers, stats.Bodies));
        Assert.Equal(rig.Files("bodies").Concat(rig.Files("entries")).Sum(file => new FileInfo(file).Length), stats.Bytes);
        var list = stats.Endpoints[0];
        Assert.Equal((CacheRig.Start, CacheRig.Start.AddHours(1)), (list.Oldest, list.Newest));
    }

    [Fact]
    public async Task Verify_finds_every_kind_of_damage_and_repairs_it()
    {
        var cache = rig.Open();
        foreach (var path in new[] { "whole", "body", "entry", "missing" })
            await cache.GetAsync(CacheRig.Ask(path: path), rig.Source.FetchAsync);
        await File.WriteAllTextAsync(await BodyAsync(cache, "body"), "broken");
        File.Delete(await BodyAsync(cache, "missing"));
        var hash = CacheRig.Key("entry").Hash;
        await File.AppendAllTextAsync(Path.Combine(rig.Folder, "entries", hash[..2], $"{hash}.json"), "}");

        using var admin = Admin();
        var check = await admin.VerifyAsync(repair: false);
        Assert.Equal((4, 3, 4, false), (check.Entries, check.Bodies, check.Broken.Count, check.IsRepaired));
        Assert.True((await admin.VerifyAsync(repair: true)).IsRepaired);
        var after = await admin.VerifyAsync(repair: false);
        Assert.Equal((1, 0), (after.Entries, after.Broken.Count));
        Assert.Equal(CacheOutcome.Disk, (await cache.GetAsync(CacheRig.Ask(path: "whole"), rig.Source.FetchAsync)).Outcome);
    }

    [Fact]
    public async Task Prune_removes_what_was_not_used_for_long_and_then_down_to_a_size()
    {
        var cache = rig.Open();
        for (var i = 0; i < 10; i++)
        {
            await cache.GetAsync(CacheRig.Ask(path: $"coin/{i}"), rig.Source.FetchAsync);
            rig.Waiting.Ahead += TimeSpan.FromHours(1);
        }

        using var admin = Admin();
        var pruned = await admin.PruneAsync(maxBytes: null, olderThan: TimeSpan.FromHours(6.5));
        Assert.Equal(4, pruned.Bodies);
        Assert.Null(await cache.FindAsync(CacheRig.Ask(path: "coin/3")));
        Assert.NotNull(await cache.FindAsync(CacheRig.Ask(path: "coin/4")));

        var all = await admin.PruneAsync(maxBytes: 0, olderThan: null);
        Assert.Equal(6, all.Bodies);
        Assert.Empty(rig.Files("entries"));
    }

    [Fact]
    public async Task Prune_keeps_what_was_used_just_now()
    {
        await rig.Open().GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        using var admin = Admin();
        Assert.Equal(0, (await admin.PruneAsync(maxBytes: 0, olderThan: TimeSpan.Zero)).Bodies);
        Assert.Single(rig.Files("bodies"));
    }

    [Fact]
    public void A_folder_that_is_no_cache_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(rig.Folder);
        Assert.Throws<BadInputException>(Admin);
        Assert.Empty(Directory.GetFileSystemEntries(rig.Folder));
    }

    private CacheAdmin Admin() => new(rig.Folder, rig.Waiting, TimeSpan.FromMinutes(1));

    private async Task<string> BodyAsync(IHttpCache cache, string path)
    {
        var sha256 = (await cache.FindAsync(CacheRig.Ask(path: path)))!.Sha256;
        return Path.Combine(rig.Folder, "bodies", sha256[..2], $"{sha256}.gz");
    }
}
