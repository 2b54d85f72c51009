using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>Holders that hang, die and come back, on one folder.</summary>
[Collection(nameof(Alone))]
public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.5);
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_holder_that_hung_and_comes_back_does_not_overwrite_what_came_after_it()
    {
        var (hanging, live) = (rig.Open(waiting: new HangingClock(), leaseFor: Short), rig.Open());
        var (gate, asked) = (new TaskCompletionSource(), new TaskCompletionSource());
        var old = new FakeSource(rig.Clock) { Body = _ => "old"u8.ToArray(), Before = token => { asked.SetResult(); return gate.Task; } };
        var late = hanging.GetAsync(CacheRig.Ask(), old.FetchAsync);
        await asked.Task;

        rig.Source.Body = _ => "new"u8.ToArray();
        var taken = await live.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal(CacheOutcome.Fetched, taken.Outcome);
        gate.SetResult();
        var came = await late;

        Assert.Equal((CacheOutcome.Fetched, "old"), (came.Outcome, await CacheRig.TextAsync(hanging, came)));
        Assert.Equal("new", await CacheRig.TextAsync(live, await live.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)));
        Assert.Equal(1, hanging.Counters.Snapshot().Fenced);
    }

    [Fact]
    public async Task A_holder_that_hung_does_not_write_while_the_next_one_still_fetches()
    {
        var (hanging, live) = (rig.Open(waiting: new HangingClock(), leaseFor: Short), rig.Open());
        var (gate, asked, nextGate, nextAsked) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var old = new FakeSource(rig.Clock) { Body = _ => "old"u8.ToArray(), Before = _ => { asked.SetResult(); return gate.Task; } };
        var late = hanging.GetAsync(CacheRig.Ask(), old.FetchAsync);
        await asked.Task;
        rig.Source.Before = _ => { nextAsked.SetResult(); return nextGate.Task; };
        var next = live.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await nextAsked.Task;

        gate.SetResult();
        await late;
        Assert.Null(await live.FindAsync(CacheRig.Ask()));
        nextGate.SetResult();
        Assert.Equal((await next).Entry.Sha256, (await live.FindAsync(CacheRig.Ask()))!.Sha256);
    }

    [Fact]
    public async Task A_fetch_that_takes_longer_than_a_lease_keeps_it_by_renewing()
    {
        var (slow, other) = (rig.Open(leaseFor: Short * 2), rig.Open());
        rig.Source.Before = token => Task.Delay(Short * 3, token);
        var fetching = slow.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await Task.Delay(200);
        var waited = await other.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Equal((CacheOutcome.Fetched, CacheOutcome.Waited, 1), ((await fetching).Outcome, waited.Outcome, rig.Source.Asked));
    }

    [Fact]
    public async Task The_lease_of_a_dead_process_is_taken_over_when_it_expires()
    {
        var cache = rig.Open();
        await LeaveLeaseAsync(token: 7);
        var waiting = cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted);
        rig.Waiting.Ahead = TimeSpan.FromSeconds(31);
        Assert.Equal(CacheOutcome.Fetched, (await waiting).Outcome);
        Assert.Contains("\"Token\":8", await File.ReadAllTextAsync(Assert.Single(rig.Files("entries"))), StringComparison.Ordinal);
        Assert.Empty(rig.Files("leases"));
    }

    [Fact]
    public async Task After_a_holder_that_may_come_back_tokens_grow_also_over_fetches_that_fail()
    {
        var cache = rig.Open();
        await LeaveLeaseAsync(token: 7);
        rig.Waiting.Ahead = TimeSpan.FromSeconds(31);
        rig.Source.Failure = FakeSource.Down;
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAnyAsync<Exception>(() => cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync));
        rig.Source.Failure = null;
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        Assert.Contains("\"Token\":11", await File.ReadAllTextAsync(Assert.Single(rig.Files("entries"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetch_that_fails_leaves_no_lease()
    {
        rig.Source.Failure = FakeSource.Down;
        await Assert.ThrowsAnyAsync<Exception>(() => rig.Open().GetAsync(CacheRig.Ask(), rig.Source.FetchAsync));
        Assert.Empty(rig.Files("leases"));
    }

    private async Task LeaveLeaseAsync(long token)
    {
        var lease = new Data.HttpCache.Leases.Lease(token, "dead", TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30));
        await File.WriteAllBytesAsync(Path.Combine(rig.Folder, "leases", CacheRig.Key().Hash + ".json"), lease.ToBytes());
    }
}
