using CryptoEtl.Azurite;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Lane;
using CryptoEtl.Data.RateBudget.Spend;
using CryptoEtl.Data.RateBudget.Stores;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>What every store must do; each home of it runs the same tests.</summary>
public abstract class BudgetStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, 589, TimeSpan.Zero);

    /// <summary>A new client of the same store, as another host would have.</summary>
    protected abstract IBudgetStore Open();

    [SkippableFact]
    public async Task What_was_written_is_read_back_whole()
    {
        var state = Rich();
        Assert.Equal((null, null), await Open().ReadAsync("k"));
        Assert.True(await WriteFirstAsync(Open(), "k", state));

        var (read, version) = await Open().ReadAsync("k");
        Assert.NotNull(version);
        Assert.Equal(state.Runs, read!.Runs);
        Assert.Equal(state.Writers, read.Writers);
        Assert.Equal(state, read with { Runs = state.Runs, Writers = state.Writers });
    }

    [SkippableFact]
    public async Task Only_the_version_that_was_read_is_replaced()
    {
        Assert.True(await WriteFirstAsync(Open(), "k", Rich()));
        var (state, version) = await Open().ReadAsync("k");

        Assert.False(await Open().TryWriteAsync("k", state! with { Factor = 0.1 }, version: null));
        Assert.True(await Open().TryWriteAsync("k", state with { Factor = 0.2 }, version));
        Assert.False(await Open().TryWriteAsync("k", state with { Factor = 0.3 }, version));
        Assert.Equal(0.2, (await Open().ReadAsync("k")).State!.Factor);
    }

    [SkippableFact]
    public async Task Keys_do_not_touch_each_other()
    {
        Assert.True(await WriteFirstAsync(Open(), "a", Rich()));

        Assert.Null((await Open().ReadAsync("b")).State);
    }

    [SkippableFact]
    public async Task Of_many_hosts_that_count_at_once_no_count_is_lost()
    {
        const int Hosts = 4, Each = 25;
        await Task.WhenAll(Enumerable.Range(0, Hosts).Select(_ => Task.Run(async () =>
        {
            using var ledger = new BudgetLedger(Open(), "k", TimeProvider.System);
            for (var i = 0; i < Each; i++)
                await ledger.ChangeAsync(state => state.Roll(Now).Charge(new("run", 1, new(2026, 3, 14)), Now), default);
        })));

        Assert.Equal(Hosts * Each, (await Open().ReadAsync("k")).State!.Day.Spent);
    }

    /// <summary>A store may need a second attempt to make its home.</summary>
    private static async Task<bool> WriteFirstAsync(IBudgetStore store, string key, BudgetState state) =>
        await store.TryWriteAsync(key, state, null) || await store.TryWriteAsync(key, state, null);

    private static BudgetState Rich() => new BudgetState
    {
        NextAt = Now.AddTicks(7),
        Factor = 0.35,
        FactorFrom = Now,
        BlockedUntil = Now.AddMinutes(1),
        SourceCallsPerMinute = 250,
        DayAllowance = new(12, Now.AddHours(3), 20_000),
        MonthAllowance = new(450_000, Now.AddDays(17), null),
    }.Roll(Now).Charge(new("live-20260314T0925", 3, new(2026, 3, 14)), Now).Sign("host-1", 4, Now);
}

public sealed class MemoryBudgetStoreTests : BudgetStoreTests
{
    private readonly MemoryBudgetStore store = new();

    protected override IBudgetStore Open() => store;
}

public sealed class FolderBudgetStoreTests : BudgetStoreTests, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IBudgetStore Open() => new FolderBudgetStore(Path.Combine(folder.Path, "budget"));

    [Fact]
    public async Task While_another_process_holds_the_lock_nothing_is_written()
    {
        var store = Open();
        Assert.True(await store.TryWriteAsync("k", new(), null));
        var (state, version) = await store.ReadAsync("k");
        await using (new FileStream(Path.Combine(folder.Path, "budget", "k.json.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.False(await store.TryWriteAsync("k", state! with { Factor = 0.5 }, version));

        Assert.True(await store.TryWriteAsync("k", state! with { Factor = 0.5 }, version));
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_the_remedy()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "budget"));
        var file = Path.Combine(folder.Path, "budget", "k.json");
        await File.WriteAllTextAsync(file, "{\"nextAt\":");
        var damage = await Assert.ThrowsAsync<BudgetStoreException>(() => Open().ReadAsync("k"));

        Assert.StartsWith($"{file} is damaged", damage.Message, StringComparison.Ordinal);
        Assert.EndsWith("delete it to start with an empty ledger", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_was_cut_short_leaves_the_old_state()
    {
        var store = Open();
        Assert.True(await store.TryWriteAsync("k", new() { Factor = 0.5 }, null));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "budget", "k.json.tmp"), "{\"fac");
        var (state, version) = await store.ReadAsync("k");

        Assert.Equal(0.5, state!.Factor);
        Assert.True(await store.TryWriteAsync("k", state with { Factor = 0.25 }, version));
    }
}

[Collection(AzuriteCollection.Name)]
public sealed class BlobBudgetStoreTests(AzuriteFixture azurite) : BudgetStoreTests
{
    private static int containers;
    private readonly string container = $"budget-{Interlocked.Increment(ref containers)}";

    protected override IBudgetStore Open() => new BlobBudgetStore(azurite.Server.Container(container));
}
