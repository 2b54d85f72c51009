using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>Who goes first.</summary>
public sealed class TurnOrderTests
{
    [Fact]
    public void Pipelines_take_turns_and_each_keeps_its_order()
    {
        var order = Order(("a", false, 4), ("b", false, 2), ("c", false, 1));

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3", "a4"], order);
    }

    [Fact]
    public void Perishable_goes_before_replayable_even_when_it_comes_last()
    {
        var order = Order(("history", false, 3), ("live", true, 2), ("derivatives", true, 1));

        Assert.Equal(["live1", "derivatives1", "live2", "history1", "history2", "history3"], order);
    }

    [Fact]
    public void What_is_perishable_overtakes_those_who_hold_a_reservation_already() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), 600);
        List<string> order = [];
        var history = Enumerable.Range(1, 40).Select(number => GoAsync($"h{number}", Budgets.Request())).ToList();
        await time.Delay(TimeSpan.FromSeconds(1.03));
        var before = order.Count;
        await GoAsync("live", Budgets.Request("live", perishable: true));
        await Task.WhenAll(history);

        Assert.InRange(before, 13, 39);
        Assert.Equal("live", order[before]);

        async Task GoAsync(string name, CryptoEtl.Data.RateBudget.BudgetRequest request)
        {
            await budget.TakeAsync(request);
            order.Add(name);
        }
    });

    [Fact]
    public void A_busy_pipeline_does_not_starve_another() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), 60);
        var others = Enumerable.Range(0, 500).Select(_ => budget.TakeAsync(Budgets.Request("big")).AsTask()).ToList();
        await time.Delay(TimeSpan.FromSeconds(10));
        var taken = others.Count(task => task.IsCompleted);
        await budget.TakeAsync(Budgets.Request("small"));

        Assert.InRange(others.Count(task => task.IsCompleted) - taken, 0, 2);
    });

    [Fact]
    public void A_cancelled_waiter_leaves_its_slot_to_the_next() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), 60);
        using var impatience = new CancellationTokenSource();
        await budget.TakeAsync(Budgets.Request());
        var began = time.GetUtcNow();
        var leaves = budget.TakeAsync(Budgets.Request(), impatience.Token).AsTask();
        var stays = budget.TakeAsync(Budgets.Request()).AsTask();
        await time.Delay(TimeSpan.FromSeconds(0.5));
        impatience.Cancel();
        await stays;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.InRange((time.GetUtcNow() - began).TotalSeconds, 0.9, 1.1);
        Assert.Equal(2, (await budget.StandingAsync(Budgets.Source, "run-1")).SpentRun);
    });

    [Fact]
    public void When_all_waiters_leave_another_host_may_use_what_was_reserved_for_them() => InventedTime.Run(async time =>
    {
        var store = new MemoryBudgetStore();
        using var one = Budgets.Of(time, store, 600);
        using var other = Budgets.Of(time, store, 600);
        using var impatience = new CancellationTokenSource();
        var gone = Enumerable.Range(0, 100).Select(_ => one.TakeAsync(Budgets.Request(), impatience.Token).AsTask()).ToList();
        await time.Delay(TimeSpan.FromSeconds(3.03));
        impatience.Cancel();
        var began = time.GetUtcNow();
        await time.Delay(TimeSpan.FromMilliseconds(1));
        await other.TakeAsync(Budgets.Request());

        Assert.InRange((time.GetUtcNow() - began).TotalSeconds, 0, 0.15);
        Assert.Equal(gone.Count(task => task.IsCompletedSuccessfully) + 1, (await one.StandingAsync(Budgets.Source, null)).SpentDay);
    });

    /// <summary>The order in which requests go that all wait from the beginning, behind one that goes at once.</summary>
    private static List<string> Order(params (string Pipeline, bool Perishable, int Count)[] waiting)
    {
        List<string> order = [];
        InventedTime.Run(async time =>
        {
            using var budget = Budgets.Of(time, new MemoryBudgetStore(), 60);
            await budget.TakeAsync(Budgets.Request());
            var all = waiting.SelectMany(one => Enumerable.Range(1, one.Count).Select(number => GoAsync($"{one.Pipeline}{number}", one.Pipeline, one.Perishable)));
            await Task.WhenAll(all.ToList());

            async Task GoAsync(string name, string pipeline, bool perishable)
            {
                await budget.TakeAsync(Budgets.Request(pipeline, perishable));
                order.Add(name);
            }
        });
        return order;
    }
}
