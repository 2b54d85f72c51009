using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using Google.Cloud.Storage.V1;
using Google.Cloud.Storage.V1.Tests.Server;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>Two hosts (two folders) and a bucket, over real HTTP.</summary>
[Collection(nameof(Alone))]
public sealed class CloudTests : IAsyncLifetime, IDisposable
{
    private const string Bucket = "bucket-1";
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.5);
    private readonly CacheRig rig = new();
    private GcsServer server = null!;

    public async Task InitializeAsync() => server = await GcsServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task What_one_host_asked_another_finds_in_the_bucket_and_then_on_its_own_disk()
    {
        var (a, b) = (Host("a"), Host("b"));
        await a.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.NotNull(await b.FindAsync(CacheRig.Ask()));
        var first = await b.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Cloud, "{\"answer\":1}"), (first.Outcome, await CacheRig.TextAsync(b, first)));

        var calls = server.Calls.Count;
        Assert.Equal(CacheOutcome.Disk, (await b.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        Assert.Equal((1, calls), (rig.Source.Asked, server.Calls.Count));
    }

    [Fact]
    public async Task Of_the_callers_of_five_hosts_one_fetches_and_no_lease_is_left()
    {
        var hosts = Enumerable.Range(0, 5).Select(i => Host($"host-{i}")).ToArray();
        rig.Source.Before = token => Task.Delay(400, token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => hosts[i % 5].GetAsync(CacheRig.Ask(), rig.Source.FetchAsync))));
        Assert.Equal(1, rig.Source.Asked);
        Assert.Single(answers.Select(answer => answer.Entry.Sha256).Distinct());
        Assert.Equal(1, hosts.Sum(host => host.Counters.Snapshot().Fetches));
        Assert.DoesNotContain(server.Store.Live(Bucket), stored => stored.Name.Contains("/leases/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_hung_and_comes_back_does_not_overwrite_the_newer_entry()
    {
        var (hanging, live) = (Host("a", new HangingClock(), leaseFor: Short), Host("b"));
        var (gate, asked) = (new TaskCompletionSource(), new TaskCompletionSource());
        var old = new FakeSource(rig.Clock) { Body = _ => "old"u8.ToArray(), Before = _ => { asked.SetResult(); return gate.Task; } };
        var late = hanging.GetAsync(CacheRig.Ask(), old.FetchAsync);
        await asked.Task;
        rig.Source.Body = _ => "new"u8.ToArray();
        Assert.Equal(CacheOutcome.Fetched, (await live.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        gate.SetResult();
        await late;

        var third = Host("c");
        Assert.Equal("new", await CacheRig.TextAsync(third, await third.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)));
        Assert.Equal((1, 1), (hanging.Counters.Snapshot().Fenced, rig.Source.Asked));
    }

    [Fact]
    public async Task A_host_that_hung_does_not_write_while_the_next_one_still_fetches()
    {
        var (hanging, live) = (Host("a", new HangingClock(), leaseFor: Short), Host("b"));
        var (gate, asked, nextGate, nextAsked) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var old = new FakeSource(rig.Clock) { Before = _ => { asked.SetResult(); return gate.Task; } };
        var late = hanging.GetAsync(CacheRig.Ask(), old.FetchAsync);
        await asked.Task;
        rig.Source.Before = _ => { nextAsked.SetResult(); return nextGate.Task; };
        var next = live.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await nextAsked.Task;
        gate.SetResult();
        await late;
        Assert.DoesNotContain(server.Store.Live(Bucket), stored => stored.Name.Contains("/entries/", StringComparison.Ordinal));
        nextGate.SetResult();
        await next;
        Assert.Single(server.Store.Live(Bucket), stored => stored.Name.Contains("/entries/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_fetches_for_longer_than_a_lease_keeps_it_by_renewing()
    {
        var (slow, other) = (Host("a", leaseFor: Short * 2), Host("b"));
        rig.Source.Before = token => Task.Delay(Short * 3, token);
        var fetching = slow.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await Task.Delay(300);
        var waited = await other.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Fetched, CacheOutcome.Waited, 1), ((await fetching).Outcome, waited.Outcome, rig.Source.Asked));
    }

    [Fact]
    public async Task A_bucket_that_fails_costs_a_fetch_and_nothing_else_and_is_then_left_alone()
    {
        server.Faults.Status("GET", 403, 50).Status("POST", 403, 50);
        var host = Host("a");
        for (var i = 0; i < 6; i++)
            Assert.Equal(CacheOutcome.Fetched, (await host.GetAsync(CacheRig.Ask(path: $"coin/{i}"), rig.Source.FetchAsync)).Outcome);
        Assert.Equal(3, host.Counters.Snapshot().CloudFailures);
        Assert.Equal(3, server.Calls.Count);
        Assert.Equal(CacheOutcome.Disk, (await host.GetAsync(CacheRig.Ask(path: "coin/5"), rig.Source.FetchAsync)).Outcome);
    }

    [Fact]
    public async Task Missing_credentials_cost_a_fetch_and_nothing_else()
    {
        var host = rig.Open(connect: () => throw new InvalidOperationException("no credentials"));
        Assert.Equal(CacheOutcome.Fetched, (await host.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        Assert.InRange(host.Counters.Snapshot().CloudFailures, 1, 3);
    }

    [Fact]
    public async Task A_body_broken_in_the_bucket_is_deleted_asked_for_again_and_replaced()
    {
        await Host("a").GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var body = Assert.Single(server.Store.Live(Bucket), stored => stored.Name.Contains("/bodies/", StringComparison.Ordinal));
        body.Data[^12] ^= 1;
        server.Store.Put(Bucket, body.Name, body.Data);

        rig.Source.Body = _ => "{\"answer\":1}"u8.ToArray();
        var b = Host("b");
        Assert.Equal(CacheOutcome.Fetched, (await b.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        Assert.InRange(b.Counters.Snapshot().Corrupt, 1, 2);
        Assert.Equal(CacheOutcome.Cloud, (await Host("c").GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
    }

    [Fact]
    public async Task A_body_evicted_here_is_read_from_the_bucket()
    {
        var a = Host("a");
        var answer = await a.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        foreach (var body in Directory.GetFiles(Path.Combine(rig.Folder, "..", "a", "bodies"), "*", SearchOption.AllDirectories))
            File.Delete(body);
        Assert.Equal("{\"answer\":1}", await CacheRig.TextAsync(a, answer));
    }

    [Fact]
    public async Task A_forgotten_answer_is_gone_from_the_bucket_too()
    {
        var a = Host("a");
        await a.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await a.ForgetAsync(CacheRig.Key());
        Assert.Null(await Host("b").FindAsync(CacheRig.Ask()));
    }

    [Fact]
    public async Task Read_only_reads_from_the_bucket_without_writing_and_a_miss_names_both_places()
    {
        await Host("a").GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var objects = server.Store.Live(Bucket).Select(stored => (stored.Name, stored.Generation)).ToArray();
        var reader = Host("b", mode: CacheMode.ReadOnly);
        var answer = await reader.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Cloud, "{\"answer\":1}"), (answer.Outcome, await CacheRig.TextAsync(reader, answer)));

        var miss = await Assert.ThrowsAsync<CacheMissException>(() => reader.GetAsync(CacheRig.Ask(path: "other"), rig.Source.FetchAsync));
        Assert.Contains($"{Path.DirectorySeparatorChar}b and gs://bucket-1/http-cache/", miss.Message, StringComparison.Ordinal);
        Assert.Equal(objects, server.Store.Live(Bucket).Select(stored => (stored.Name, stored.Generation)));
        Assert.False(Directory.Exists(Path.Combine(rig.Folder, "..", "b")));
    }

    [Fact]
    public async Task An_old_answer_of_another_host_stands_in_while_the_source_fails()
    {
        var list = CacheRig.Ask(FreshnessRule.Listing(30));
        await Host("a").GetAsync(list, rig.Source.FetchAsync);
        rig.Clock.Now += TimeSpan.FromHours(2);
        rig.Source.Failure = FakeSource.Down;
        Assert.Equal(CacheOutcome.Stale, (await Host("b").GetAsync(list, rig.Source.FetchAsync)).Outcome);
    }

    private IHttpCache Host(string name, TimeProvider? waiting = null, CacheMode mode = CacheMode.Normal, TimeSpan? leaseFor = null) =>
        rig.Open(mode, waiting, leaseFor, subfolder: name, connect: () => Task.FromResult(Client()));

    private StorageClient Client() => server.Client();
}
