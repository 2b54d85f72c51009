using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Spend;
using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>The shared state and the way it is changed.</summary>
public sealed class LedgerTests
{
    [Fact]
    public void A_short_failure_of_the_store_only_delays() => InventedTime.Run(async time =>
    {
        var store = new SlowStore(time, new Random(1), TimeSpan.Zero) { FailuresToCome = 4 };
        using var budget = Budgets.Of(time, store);

        Assert.NotNull(await budget.TakeAsync(Budgets.Request()));
    });

    [Fact]
    public void While_the_store_cannot_be_reached_nothing_goes_and_afterwards_all_is_well() => InventedTime.Run(async time =>
    {
        var store = new SlowStore(time, new Random(1), TimeSpan.Zero) { FailuresToCome = 5 };
        using var budget = Budgets.Of(time, store);
        var asked = Enumerable.Range(0, 3).Select(_ => budget.TakeAsync(Budgets.Request()).AsTask()).ToList();
        foreach (var task in asked)
        {
            var failure = await Assert.ThrowsAsync<BudgetStoreException>(() => task);
            Assert.Equal(ExitCodes.Disk, failure.ExitCode);
            Assert.EndsWith("cannot be reached (5 attempts): the network is down", failure.Message, StringComparison.Ordinal);
        }

        Assert.NotNull(await budget.TakeAsync(Budgets.Request()));
    });

    [Fact]
    public void One_write_serves_a_second_of_calls() => InventedTime.Run(async time =>
    {
        var store = new SlowStore(time, new Random(1), TimeSpan.FromMilliseconds(5));
        using var budget = Budgets.Of(time, store, 600);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => budget.TakeAsync(Budgets.Request()).AsTask()));

        Assert.InRange(store.Writes, 10, 13);
    });

    [Fact]
    public async Task Neither_the_keys_of_the_store_nor_the_state_hold_the_api_key()
    {
        using var folder = new TemporaryFolder();
        using var budget = Budgets.Of(TimeProvider.System, new FolderBudgetStore(folder.Path));
        await budget.TakeAsync(Budgets.Request());
        var file = Assert.Single(Directory.GetFiles(folder.Path, "*.json"));

        Assert.Matches("^coingecko-[0-9a-f]{12}\\.json$", Path.GetFileName(file));
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_has_the_same_id_everywhere_and_no_other_key_has_it()
    {
        Assert.Equal(KeyIds.Of("coingecko", "k-1"), KeyIds.Of("coingecko", "k-1"));
        Assert.Equal(4, new[] { KeyIds.Of("coingecko", "k-1"), KeyIds.Of("coingecko", "k-2"), KeyIds.Of("lunarcrush", "k-1"), KeyIds.Of("coingecko", null) }.Distinct().Count());
        Assert.Equal("keyless", KeyIds.Of("coinbase", ""));
    }

    [Fact]
    public void Old_runs_are_forgotten_the_oldest_first_and_the_state_stays_small()
    {
        var now = new DateTimeOffset(2026, 3, 14, 0, 0, 0, TimeSpan.Zero);
        var state = new BudgetState().Roll(now);
        for (var run = 0; run < 1200; run++)
            state = state.Charge(new($"live-{now.AddMinutes(run):yyyyMMdd'T'HHmm}", 1, new(2026, 3, 14)), now.AddMinutes(run));

        Assert.Equal(500, state.Runs.Count);
        Assert.Equal(0, state.SpentBy("live-20260314T0000"));
        Assert.Equal(1, state.SpentBy("live-20260314T1959"));
        Assert.Equal(1200, state.Day.Spent);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(state, BudgetJson.Default.BudgetState).Length, 1, 50_000);
    }

    [Fact]
    public void A_host_whose_clock_is_behind_counts_in_the_newer_day()
    {
        var midnight = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        var state = new BudgetState().Roll(midnight.AddSeconds(1));

        Assert.Same(state, state.Roll(midnight.AddSeconds(-1)));
    }
}
