using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

public sealed class CacheModeTests : IDisposable
{
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Off_neither_reads_nor_writes_and_the_body_can_be_read_once()
    {
        await rig.Open().GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var before = rig.Files("");
        var off = rig.Open(CacheMode.Off);
        var answer = await off.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Fetched, "{\"answer\":2}"), (answer.Outcome, await CacheRig.TextAsync(off, answer)));
        await Assert.ThrowsAsync<CacheMissException>(() => off.OpenAsync(answer.Entry));
        Assert.Equal(before, rig.Files(""));
        Assert.Null(await off.FindAsync(CacheRig.Ask()));
    }

    [Fact]
    public async Task Refresh_reads_nothing_and_what_it_writes_is_found()
    {
        await rig.Open().GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var refresh = rig.Open(CacheMode.Refresh);
        Assert.Null(await refresh.FindAsync(CacheRig.Ask()));
        Assert.Equal(CacheOutcome.Fetched, (await refresh.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);

        var cache = rig.Open();
        Assert.Equal("{\"answer\":2}", await CacheRig.TextAsync(cache, await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)));
    }

    [Fact]
    public async Task A_read_only_hit_changes_nothing_in_the_folder()
    {
        using (var writer = rig.Open())
            await writer.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var before = Stamps();
        await Task.Delay(20);
        var cache = rig.Open(CacheMode.ReadOnly);
        var answer = await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Disk, "{\"answer\":1}"), (answer.Outcome, await CacheRig.TextAsync(cache, answer)));
        Assert.Equal(before, Stamps());
    }

    [Fact]
    public async Task A_read_only_miss_names_request_folder_and_mode_and_asks_nobody()
    {
        var miss = await Assert.ThrowsAsync<CacheMissException>(() => rig.Open(CacheMode.ReadOnly).GetAsync(CacheRig.Ask(), rig.Source.FetchAsync));
        Assert.Contains("coingecko /coins/markets?page=1&vs_currency=usd is not held", miss.Message, StringComparison.Ordinal);
        Assert.Contains(rig.Folder, miss.Message, StringComparison.Ordinal);
        Assert.Contains("Normal or Refresh", miss.Message, StringComparison.Ordinal);
        Assert.Equal((0, 5), (rig.Source.Asked, miss.ExitCode));
        Assert.False(Directory.Exists(rig.Folder));
    }

    [Fact]
    public async Task A_read_only_miss_tells_what_is_old_from_what_is_broken()
    {
        await rig.Open().GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var cache = rig.Open(CacheMode.ReadOnly);
        rig.Clock.Now += TimeSpan.FromHours(1);
        Assert.Contains("of another time", await MissAsync(cache), StringComparison.Ordinal);
        rig.Clock.Now = CacheRig.Start;
        await File.WriteAllTextAsync(Assert.Single(rig.Files("bodies")), "broken");
        Assert.Contains("is broken", await MissAsync(cache), StringComparison.Ordinal);
        Assert.Single(rig.Files("bodies"));
    }

    private async Task<string> MissAsync(IHttpCache cache) =>
        (await Assert.ThrowsAsync<CacheMissException>(() => cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync))).Message;

    private List<(string, DateTime)> Stamps() => [.. rig.Files("").Order().Select(file => (file, File.GetLastWriteTimeUtc(file)))];
}
