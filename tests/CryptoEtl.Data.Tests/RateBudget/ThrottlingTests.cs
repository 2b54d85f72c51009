using CryptoEtl.Core;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>What a 429 does.</summary>
public sealed class ThrottlingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    [Fact]
    public void Without_retry_after_nothing_goes_before_the_next_clock_minute_on_any_host() => InventedTime.Run(async time =>
    {
        var store = new MemoryBudgetStore();
        using var one = Budgets.Of(time, store);
        using var other = Budgets.Of(time, store);
        await (await one.TakeAsync(Budgets.Request())).ThrottledAsync(null);
        var turns = await Task.WhenAll(one.TakeAsync(Budgets.Request()).AsTask(), other.TakeAsync(Budgets.Request()).AsTask());

        var minute = new DateTimeOffset(2026, 3, 14, 9, 27, 0, TimeSpan.Zero);
        Assert.All(turns, turn => Assert.InRange(turn.At, minute.AddSeconds(0.1), minute.AddSeconds(1.5)));
    }, Start);

    [Fact]
    public void Retry_after_is_kept_to_and_the_pace_halves() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore());
        var full = (await budget.StandingAsync(Budgets.Source, null)).CallsPerMinute;
        await (await budget.TakeAsync(Budgets.Request())).ThrottledAsync(TimeSpan.FromSeconds(7));
        var standing = await budget.StandingAsync(Budgets.Source, null);

        Assert.Equal(Start.AddSeconds(7), standing.BlockedUntil);
        Assert.Equal(0.5, standing.Factor);
        Assert.InRange(standing.CallsPerMinute, 0.49 * full, 0.51 * full);
        Assert.Equal(Start.AddSeconds(7), (await budget.TakeAsync(Budgets.Request())).At);
    }, Start);

    [Fact]
    public void A_storm_of_refusals_is_one_event() => InventedTime.Run(async time =>
    {
        var store = new MemoryBudgetStore();
        using var one = Budgets.Of(time, store);
        using var other = Budgets.Of(time, store);
        var turns = await Task.WhenAll(Enumerable.Range(0, 10).Select(at => (at % 2 == 0 ? one : other).TakeAsync(Budgets.Request()).AsTask()));
        await Task.WhenAll(turns.Select(turn => turn.ThrottledAsync(null).AsTask()));

        Assert.Equal(0.5, (await one.StandingAsync(Budgets.Source, null)).Factor);
    }, Start);

    [Fact]
    public void Refusals_after_the_block_slow_further_but_never_below_a_twentieth() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore());
        List<double> factors = [];
        for (var i = 0; i < 8; i++)
        {
            await (await budget.TakeAsync(Budgets.Request())).ThrottledAsync(TimeSpan.Zero);
            factors.Add((await budget.StandingAsync(Budgets.Source, null)).Factor);
        }

        Assert.Equal(0.5, factors[0]);
        Assert.InRange(factors[1], 0.25, 0.26);
        Assert.Equal(0.05, factors[^1], 2);
        Assert.All(factors, factor => Assert.True(factor >= 0.05));
    }, Start);

    [Fact]
    public void The_pace_comes_back_a_tenth_a_minute() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore());
        await (await budget.TakeAsync(Budgets.Request())).ThrottledAsync(TimeSpan.FromSeconds(10));
        List<double> factors = [];
        foreach (var wait in (double[])[70, 120, 600])
        {
            await time.Delay(TimeSpan.FromSeconds(wait));
            factors.Add(Math.Round((await budget.StandingAsync(Budgets.Source, null)).Factor, 3));
        }

        Assert.Equal([0.6, 0.8, 1], factors);
    }, Start);

    [Fact]
    public void Those_who_wait_already_when_the_block_comes_wait_for_its_end() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore(), 60);
        var first = await budget.TakeAsync(Budgets.Request());
        var waiting = Enumerable.Range(0, 3).Select(_ => budget.TakeAsync(Budgets.Request()).AsTask()).ToList();
        await first.ThrottledAsync(TimeSpan.FromSeconds(20));
        var turns = await Task.WhenAll(waiting);

        Assert.All(turns, turn => Assert.True(turn.At >= Start.AddSeconds(20)));
        // Half the pace of 60 a minute: two seconds apart.
        Assert.InRange((turns[2].At - turns[0].At).TotalSeconds, 3.9, 4.2);
    }, Start);

    [Fact]
    public void A_source_that_asks_for_a_longer_wait_than_one_has_is_given_up_at_once_by_all() => InventedTime.Run(async time =>
    {
        var store = new MemoryBudgetStore();
        using var one = Budgets.Of(time, store);
        using var other = Budgets.Of(time, store);
        var turn = await one.TakeAsync(Budgets.Request());
        await turn.ThrottledAsync(TimeSpan.FromHours(1));
        foreach (var host in (SharedRateBudget[])[one, one, other])
        {
            var gone = await Assert.ThrowsAsync<UpstreamException>(async () => await host.TakeAsync(Budgets.Request()));
            Assert.Equal("coingecko: it asks to wait until 2026-03-14 10:26:53Z, longer than 65 s", gone.Message);
        }

        Assert.Equal(Start, time.GetUtcNow());
        await time.Delay(TimeSpan.FromMinutes(59.5));
        Assert.Equal(Start.AddHours(1), (await other.TakeAsync(Budgets.Request())).At);
        Assert.Equal(1, (await one.StandingAsync(Budgets.Source, "run-1")).SpentRun);
    }, Start);

    [Fact]
    public void A_refused_call_costs_no_credit_but_is_a_call() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore());
        await (await budget.TakeAsync(Budgets.Request())).ThrottledAsync(TimeSpan.Zero);
        var standing = await budget.StandingAsync(Budgets.Source, "run-1");

        Assert.Equal((0, 0, 0, 1), (standing.SpentRun, standing.SpentDay, standing.SpentMonth, standing.CallsToday));
    }, Start);

    [Fact]
    public void A_turn_is_settled_once() => InventedTime.Run(async time =>
    {
        using var budget = Budgets.Of(time, new MemoryBudgetStore());
        var turn = await budget.TakeAsync(Budgets.Request());
        await turn.SucceededAsync();
        await turn.FailedAsync();
        await turn.ThrottledAsync(null);
        var standing = await budget.StandingAsync(Budgets.Source, "run-1");

        Assert.Equal((1, 1d), (standing.SpentRun, standing.Factor));
    }, Start);
}
