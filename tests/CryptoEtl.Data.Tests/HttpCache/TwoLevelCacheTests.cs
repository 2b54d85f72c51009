using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>What a single caller sees.</summary>
public sealed class TwoLevelCacheTests : IDisposable
{
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_second_request_is_answered_from_disk_with_the_same_bytes()
    {
        var cache = rig.Open();
        var first = await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var second = await rig.Open().GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Fetched, CacheOutcome.Disk, 1), (first.Outcome, second.Outcome, rig.Source.Asked));
        Assert.Equal("{\"answer\":1}", await CacheRig.TextAsync(cache, second));
        Assert.Equal(first.Entry.Sha256, second.Entry.Sha256);
    }

    [Fact]
    public async Task What_is_no_longer_fresh_is_asked_again()
    {
        var cache = rig.Open();
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromSeconds(46);
        Assert.Equal("{\"answer\":2}", await CacheRig.TextAsync(cache, await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)));
    }

    [Fact]
    public async Task What_was_received_after_it_settled_is_never_asked_again()
    {
        var cache = rig.Open();
        var settled = CacheRig.Ask(settledAt: CacheRig.Start.AddHours(-1));
        await cache.GetAsync(settled, rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromDays(365);
        Assert.Equal(CacheOutcome.Disk, (await cache.GetAsync(settled, rig.Source.FetchAsync)).Outcome);
    }

    [Fact]
    public async Task A_run_that_is_told_an_earlier_time_does_not_look_ahead_and_does_not_lose_what_is_newer()
    {
        var cache = rig.Open();
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        rig.Clock.Now -= TimeSpan.FromDays(1);
        Assert.Null(await cache.FindAsync(CacheRig.Ask()));
        Assert.Equal("{\"answer\":2}", await CacheRig.TextAsync(cache, await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)));

        rig.Clock.Now = CacheRig.Start;
        var again = await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Disk, "{\"answer\":1}"), (again.Outcome, await CacheRig.TextAsync(cache, again)));
    }

    [Fact]
    public async Task No_such_thing_is_believed_for_its_time_and_comes_with_the_sources_own_words()
    {
        var cache = rig.Open();
        (rig.Source.Status, rig.Source.Body) = (404, _ => "{\"error\":\"coin not found\"}"u8.ToArray());
        await cache.GetAsync(CacheRig.Ask(FreshnessRule.Series(30)), rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromMinutes(59);
        var absent = await cache.GetAsync(CacheRig.Ask(FreshnessRule.Series(30)), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Disk, 404), (absent.Outcome, absent.Entry.Status));
        Assert.Equal("{\"error\":\"coin not found\"}", await CacheRig.TextAsync(cache, absent));

        rig.Clock.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(FreshnessRule.Series(30)), rig.Source.FetchAsync)).Outcome);
    }

    [Fact]
    public async Task No_such_thing_of_a_live_endpoint_is_not_kept()
    {
        var cache = rig.Open();
        rig.Source.Status = 404;
        for (var i = 0; i < 2; i++)
            Assert.Equal(404, (await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Entry.Status);
        Assert.Equal(2, rig.Source.Asked);
    }

    [Fact]
    public async Task A_failure_comes_through_as_it_is_and_is_not_remembered()
    {
        var cache = rig.Open();
        rig.Source.Failure = FakeSource.Down;
        Assert.Same(rig.Source.Failure, await Assert.ThrowsAnyAsync<Exception>(() => cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)));
        rig.Source.Failure = null;
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        Assert.Empty(rig.Files("leases"));
    }

    [Theory, InlineData(23, true), InlineData(25, false)]
    public async Task While_the_source_fails_a_list_of_yesterday_stands_in(int hours, bool standsIn)
    {
        var cache = rig.Open();
        var list = CacheRig.Ask(FreshnessRule.Listing(30));
        await cache.GetAsync(list, rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromHours(hours);
        rig.Source.Failure = FakeSource.Down;
        if (!standsIn)
        {
            Assert.Same(rig.Source.Failure, await Assert.ThrowsAnyAsync<Exception>(() => cache.GetAsync(list, rig.Source.FetchAsync)));
            return;
        }

        var stale = await cache.GetAsync(list, rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Stale, CacheRig.Start, "{\"answer\":1}"), (stale.Outcome, stale.Entry.ReceivedAt, await CacheRig.TextAsync(cache, stale)));
        Assert.Equal(1, cache.Counters.Snapshot().Stale);
    }

    [Fact]
    public async Task A_failure_that_is_not_the_sources_is_not_papered_over()
    {
        var cache = rig.Open();
        var list = CacheRig.Ask(FreshnessRule.Listing(30));
        await cache.GetAsync(list, rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromHours(2);
        rig.Source.Failure = new InvalidOperationException("a bug");
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync(list, rig.Source.FetchAsync));
    }

    [Fact]
    public async Task A_forgotten_answer_is_asked_again()
    {
        var cache = rig.Open();
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await cache.ForgetAsync(CacheRig.Key());
        Assert.Null(await cache.FindAsync(CacheRig.Ask()));
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
    }

    [Fact]
    public async Task A_retry_inside_the_fetch_leaves_only_its_last_body()
    {
        var cache = rig.Open();
        var answer = await cache.GetAsync(CacheRig.Ask(), async (sink, token) =>
        {
            await sink.WriteAsync(new MemoryStream("half"u8.ToArray()), token);
            var body = await sink.WriteAsync(new MemoryStream("whole"u8.ToArray()), token);
            return new(200, body, CacheRig.Start, 2, new Dictionary<string, string>());
        });
        Assert.Equal(("whole", 2), (await CacheRig.TextAsync(cache, answer), answer.Entry.Attempts));
        Assert.Single(rig.Files("bodies"));
        Assert.DoesNotContain(rig.Files("tmp"), file => !file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Theory, InlineData(500), InlineData(429), InlineData(204)]
    public async Task A_fetch_that_hands_over_an_error_is_refused(int status)
    {
        rig.Source.Status = status;
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Open().GetAsync(CacheRig.Ask(), rig.Source.FetchAsync));
        Assert.Empty(rig.Files("entries"));
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_refused()
    {
        Directory.CreateDirectory(rig.Folder);
        File.WriteAllText(Path.Combine(rig.Folder, "thesis.txt"), "mine");
        Assert.Contains("not a cache", Assert.Throws<CryptoEtl.Core.BadInputException>(() => rig.Open()).Message, StringComparison.Ordinal);
    }
}
