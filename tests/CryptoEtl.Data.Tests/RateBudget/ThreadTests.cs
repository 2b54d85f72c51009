using System.Collections.Concurrent;
using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>Real threads, real timers: nothing gets lost between them.</summary>
public sealed class ThreadTests
{
    private const int PerMinute = 300_000;

    [Fact]
    public async Task Everyone_gets_a_turn_or_leaves_and_the_ledger_knows_how_many()
    {
        var store = new MemoryBudgetStore();
        using var one = Budgets.Of(TimeProvider.System, store, PerMinute);
        using var other = Budgets.Of(TimeProvider.System, store, PerMinute);
        var outcomes = new ConcurrentBag<bool>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 250; i++)
                outcomes.Add(await TakeAsync(worker % 2 == 0 ? one : other, random));
        }))).WaitAsync(TimeSpan.FromMinutes(2));

        // A turn given up may be returned a moment after its waiter is gone: the next change carries it.
        await one.TakeAsync(Budgets.Request());
        await other.TakeAsync(Budgets.Request());
        var standing = await one.StandingAsync(Budgets.Source, "run-1");
        Assert.Equal(4000, outcomes.Count);
        Assert.Contains(false, outcomes);
        Assert.Equal(outcomes.Count(given => given) + 2, standing.SpentRun);
        Assert.Equal(standing.SpentRun, standing.CallsToday);
    }

    /// <summary>One in five is impatient.</summary>
    private static async Task<bool> TakeAsync(CryptoEtl.Data.RateBudget.SharedRateBudget budget, Random random)
    {
        using var patience = new CancellationTokenSource();
        if (random.Next(5) == 0)
            patience.CancelAfter(TimeSpan.FromMilliseconds(random.Next(3)));
        try
        {
            await budget.TakeAsync(Budgets.Request($"p{random.Next(3)}", random.Next(3) == 0), patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
