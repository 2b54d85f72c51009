using CryptoEtl.Core;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>What the source says of itself.</summary>
public sealed class QuotaTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(250, 250), InlineData(1000, 600)]
    public void The_smaller_minute_limit_is_kept_to(int said, int kept) => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), perMinute: 600);
        await budget.ReconcileAsync(Budgets.Source, new(CallsPerMinute: said));
        var standing = await budget.StandingAsync(Budgets.Source, null);

        Assert.Equal(kept, standing.LimitPerMinute);
        Assert.InRange(standing.CallsPerMinute, kept / 1.05, kept);
    });

    [Fact]
    public void The_calls_of_a_day_end_with_a_refusal_until_the_next_day() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), perDay: 3, unit: SpendUnit.Calls);
        for (var i = 0; i < 3; i++)
            await (await budget.TakeAsync(Budgets.Request())).FailedAsync();
        var refusal = await Assert.ThrowsAsync<BudgetException>(async () => await budget.TakeAsync(Budgets.Request()));
        await time.Delay(TimeSpan.FromHours(15));

        Assert.Equal("coingecko: the limit per day is 3 calls (COINGECKO_CALLS_PER_DAY): 3 spent, 1 wanted", refusal.Message);
        Assert.NotNull(await budget.TakeAsync(Budgets.Request()));
    }, Start);

    [Fact]
    public void When_others_use_the_key_the_sources_figure_counts_until_it_resets() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), perDay: 1000);
        await budget.ReconcileAsync(Budgets.Source, new(CallsPerDay: 1000, DayLeft: 2, ResetsAt: Start.AddHours(1)));
        Assert.Equal(2, (await budget.StandingAsync(Budgets.Source, null)).Left.CallsToday);
        await budget.TakeAsync(Budgets.Request());
        // An answer that was under way says what was true before: it gives nothing back.
        await budget.ReconcileAsync(Budgets.Source, new(CallsPerDay: 1000, DayLeft: 2, ResetsAt: Start.AddHours(1)));
        await budget.TakeAsync(Budgets.Request());
        var refusal = await Assert.ThrowsAsync<BudgetException>(async () => await budget.TakeAsync(Budgets.Request()));
        await time.Delay(TimeSpan.FromHours(1));

        Assert.Contains("rest of the source's day is 0 calls (ends 2026-03-14 10:00Z)", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await budget.TakeAsync(Budgets.Request()));
    }, Start);

    [Fact]
    public void A_used_up_month_refuses_credits_and_a_bought_extension_is_believed() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore());
        await budget.ReconcileAsync(Budgets.Source, new(MonthLeft: 0, MonthLimit: 500_000));
        await Assert.ThrowsAsync<BudgetException>(async () => await budget.TakeAsync(Budgets.Request()));
        Assert.NotNull(await budget.TakeAsync(Budgets.Request(credits: 0)));
        await budget.ReconcileAsync(Budgets.Source, new(MonthLeft: 10, MonthLimit: 500_010));

        Assert.NotNull(await budget.TakeAsync(Budgets.Request()));
        Assert.Equal(9, (await budget.StandingAsync(Budgets.Source, null)).Left.Month);
    }, Start);

    [Fact]
    public void A_figure_that_tells_nothing_new_is_not_written() => InventedTime.Run(async time =>
    {
        var store = new SlowStore(time, new Random(1), TimeSpan.Zero);
        using var budget = Budgets.Of(time, store);
        for (var i = 0; i < 5; i++)
            await budget.ReconcileAsync(Budgets.Source, new(CallsPerMinute: 500, DayLeft: 100 + i));

        Assert.Equal(1, store.Writes);
    }, Start);
}
