using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>Many callers at once, in one process and in caches that know of each other only through the folder.</summary>
public sealed class SingleFlightTests : IDisposable
{
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Of_a_hundred_callers_one_fetches_and_all_get_its_answer()
    {
        var cache = rig.Open();
        rig.Source.Before = token => Task.Delay(200, token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync))));
        Assert.Equal(1, rig.Source.Asked);
        Assert.Single(answers, answer => answer.Outcome == CacheOutcome.Fetched);
        Assert.Single(answers.Select(answer => answer.Entry.Sha256).Distinct());
        var counts = cache.Counters.Snapshot();
        Assert.Equal((1, 99), (counts.Fetches, counts.Waits + counts.DiskHits));
    }

    [Fact]
    public async Task Of_a_hundred_callers_of_twenty_caches_on_one_folder_one_fetches()
    {
        var caches = Enumerable.Range(0, 20).Select(_ => rig.Open()).ToArray();
        rig.Source.Before = token => Task.Delay(200, token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => caches[i % 20].GetAsync(CacheRig.Ask(), rig.Source.FetchAsync))));
        Assert.Equal(1, rig.Source.Asked);
        Assert.Single(answers, answer => answer.Outcome == CacheOutcome.Fetched);
        Assert.Empty(rig.Files("leases"));
    }

    [Fact]
    public async Task Different_requests_do_not_wait_for_each_other()
    {
        var cache = rig.Open();
        var gate = new TaskCompletionSource();
        rig.Source.Before = token => gate.Task.WaitAsync(token);
        var slow = cache.GetAsync(CacheRig.Ask(path: "slow"), rig.Source.FetchAsync);
        var quick = await cache.GetAsync(CacheRig.Ask(path: "quick"), new FakeSource(rig.Clock).FetchAsync);
        Assert.Equal((CacheOutcome.Fetched, false), (quick.Outcome, slow.IsCompleted));
        gate.SetResult();
        await slow;
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_does_not_stop_the_fetch()
    {
        var cache = rig.Open();
        var gate = new TaskCompletionSource();
        rig.Source.Before = token => gate.Task.WaitAsync(token);
        var leader = cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        using var impatient = new CancellationTokenSource();
        var waiter = cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
        gate.SetResult();
        Assert.Equal((CacheOutcome.Fetched, 1), ((await leader).Outcome, rig.Source.Asked));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task When_the_caller_that_fetches_is_cancelled_another_takes_over(bool inAnotherCache)
    {
        var (cache, gate, asked) = (rig.Open(), new TaskCompletionSource(), new TaskCompletionSource());
        rig.Source.Before = token =>
        {
            asked.TrySetResult();
            return gate.Task.WaitAsync(token);
        };
        using var cancelled = new CancellationTokenSource();
        var leader = cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync, cancelled.Token);
        await asked.Task;
        var other = inAnotherCache ? rig.Open() : cache;
        var waiters = Enumerable.Range(0, 10).Select(_ => other.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).ToArray();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        gate.SetResult();
        Assert.Single(await Task.WhenAll(waiters), answer => answer.Outcome == CacheOutcome.Fetched);
        Assert.Equal(2, rig.Source.Asked);
    }

    [Fact]
    public async Task A_failure_is_shared_with_those_who_waited_and_then_forgotten()
    {
        var cache = rig.Open();
        rig.Source.Before = token => Task.Delay(200, token);
        rig.Source.Failure = FakeSource.Down;
        var calls = Enumerable.Range(0, 50).Select(_ => cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).ToArray();
        foreach (var call in calls)
            Assert.Same(rig.Source.Failure, await Assert.ThrowsAnyAsync<Exception>(() => call));
        Assert.Equal(1, rig.Source.Asked);

        rig.Source.Failure = null;
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
    }
}
