using CryptoEtl.Core;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>Caps of the user, and what counts against them.</summary>
public sealed class CapTests
{
    private static readonly DateTimeOffset LateOnTheLastDay = new(2026, 3, 31, 23, 59, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, null, null, "cap per run", "COINGECKO_MAX_PER_RUN")]
    [InlineData(null, 3, null, "cap per day", "COINGECKO_MAX_PER_DAY")]
    [InlineData(null, null, 3, "cap per month", "COINGECKO_MAX_PER_MONTH")]
    public void Beyond_a_cap_the_refusal_names_source_cap_spent_wanted_and_setting(int? run, int? day, int? month, string cap, string setting) =>
        InventedTime.Run(async time =>
        {
            using var budget = Budgets.Of(time, new MemoryBudgetStore(), caps: new(run, day, month));
            await budget.TakeAsync(Budgets.Request(credits: 2));
            var refusal = await Assert.ThrowsAsync<BudgetException>(async () => await budget.TakeAsync(Budgets.Request(credits: 2)));
            await budget.TakeAsync(Budgets.Request(credits: 1));

            Assert.Equal($"coingecko: the {cap} is 3 credits ({setting}{(run is null ? "" : ", run run-1")}): 2 spent, 2 wanted", refusal.Message);
            Assert.Equal(ExitCodes.Budget, refusal.ExitCode);
        });

    [Fact]
    public void Of_many_who_ask_at_once_as_many_go_as_the_cap_allows_and_the_others_do_not_wait() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), perMinute: 60, caps: new(PerRun: 10));
        var began = time.GetUtcNow();
        var asked = Enumerable.Range(0, 30).Select(_ => budget.TakeAsync(Budgets.Request()).AsTask()).ToList();
        await asked[0];
        await time.Delay(TimeSpan.FromMilliseconds(1));

        Assert.Equal(20, asked.Count(task => task.IsFaulted));
        Assert.All(asked[10..], task => Assert.IsType<BudgetException>(task.Exception!.InnerException));
        await Task.WhenAll(asked[..10]);
        Assert.Equal(10, (await budget.StandingAsync(Budgets.Source, "run-1")).SpentRun);
    });

    [Fact]
    public void While_the_source_is_blocked_a_refusal_comes_at_once() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), caps: new(PerRun: 1));
        await (await budget.TakeAsync(Budgets.Request(run: "other"))).ThrottledAsync(TimeSpan.FromSeconds(40));
        var began = time.GetUtcNow();
        _ = budget.TakeAsync(Budgets.Request()).AsTask();
        await Assert.ThrowsAsync<BudgetException>(async () => await budget.TakeAsync(Budgets.Request()));

        Assert.Equal(began, time.GetUtcNow());
    });

    [Fact]
    public void Two_hosts_share_a_cap() => InventedTime.Run(async time =>
    {
        var store = new SlowStore(time, new Random(5), TimeSpan.FromMilliseconds(20));
        using var one = Budgets.Of(time, store, caps: new(PerRun: 25));
        using var other = Budgets.Of(time, store, caps: new(PerRun: 25));
        var asked = Enumerable.Range(0, 60).Select(at => TryAsync(at % 2 == 0 ? one : other)).ToList();
        var allowed = (await Task.WhenAll(asked)).Count(went => went);

        Assert.Equal(25, allowed);
        Assert.True(store.Conflicts > 0);
    });

    [Fact]
    public void A_failed_call_leaves_its_credit_for_another() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), caps: new(PerRun: 1));
        await (await budget.TakeAsync(Budgets.Request())).FailedAsync();
        await (await budget.TakeAsync(Budgets.Request())).SucceededAsync();

        Assert.False(await TryAsync(budget));
        var standing = await budget.StandingAsync(Budgets.Source, "run-1");
        Assert.Equal((1, 0, 2), (standing.SpentRun, standing.Left.Run, standing.CallsToday));
    });

    [Fact]
    public void Where_calls_are_counted_a_failed_one_counts_too() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), caps: new(PerDay: 2), unit: SpendUnit.Calls);
        await (await budget.TakeAsync(Budgets.Request(credits: 0))).FailedAsync();
        await (await budget.TakeAsync(Budgets.Request(credits: 0))).SucceededAsync();

        Assert.False(await TryAsync(budget));
    });

    [Fact]
    public void What_costs_nothing_goes_when_the_cap_is_used_up() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), caps: new(PerRun: 1));
        await budget.TakeAsync(Budgets.Request());

        Assert.NotNull(await budget.TakeAsync(Budgets.Request(credits: 0)));
    });

    [Fact]
    public void A_new_day_and_a_new_month_begin_at_midnight_utc_and_a_run_goes_on() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), caps: new(PerDay: 1, PerMonth: 1));
        var before = await budget.TakeAsync(Budgets.Request());
        Assert.False(await TryAsync(budget));
        await time.Delay(TimeSpan.FromMinutes(1));
        await before.FailedAsync();
        await budget.TakeAsync(Budgets.Request());

        // The refund belonged to a day that is over: it gives nothing to this one.
        Assert.False(await TryAsync(budget));
        var standing = await budget.StandingAsync(Budgets.Source, "run-1");
        Assert.Equal((1, 1, 1), (standing.SpentRun, standing.SpentDay, standing.SpentMonth));
    }, LateOnTheLastDay);

    [Fact]
    public void A_process_that_dies_has_spent_what_it_never_settled_and_no_more() => InventedTime.Run(async time =>
    {
        var store = new MemoryBudgetStore();
        var dies = Budgets.Of(time, store, 60);
        var settled = await dies.TakeAsync(Budgets.Request());
        await settled.FailedAsync();
        await dies.TakeAsync(Budgets.Request());
        _ = Enumerable.Range(0, 50).Select(_ => dies.TakeAsync(Budgets.Request()).AsTask()).ToList();
        await time.Delay(TimeSpan.FromMilliseconds(1));
        using var next = Budgets.Of(time, store, 60);

        // One unsettled turn and one that was reserved; those who only waited cost nothing.
        Assert.Equal(2, (await next.StandingAsync(Budgets.Source, "run-1")).SpentRun);
    });

    private static async Task<bool> TryAsync(SharedRateBudget budget)
    {
        try
        {
            await budget.TakeAsync(Budgets.Request());
            return true;
        }
        catch (BudgetException)
        {
            return false;
        }
    }
}
