using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>The modes of the cache, and the commands that look after it.</summary>
public sealed class CacheCommandTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    [Fact]
    public async Task A_read_only_cache_that_misses_names_the_request_and_the_folder_and_asks_nothing()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        var run = await RunAsync(simulator, lake, "--cache-mode", "read-only");
        Assert.True(run.ExitCode == 5, run.ToString());
        Assert.Matches($"error: .*(products|exchanges/gdax/tickers).*{CacheOf(lake)}", run.Error);
        Assert.Empty(Lakes.Tables(lake));
        Assert.Empty((await simulator.LedgerAsync()).Answers);
    }

    [SkippableFact]
    public async Task A_read_only_cache_that_has_everything_is_enough_for_a_run()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        await EndsWellAsync(simulator, lake);
        var cold = await simulator.LedgerAsync();

        var other = Path.Combine(lake, "..", "other");
        await EndsWellAsync(simulator, other, "--cache-mode", "read-only");
        Assert.Equal(cold.ToString(), (await simulator.LedgerAsync()).ToString());
        await Lakes.AssertSameAsync(lake, other);
    }

    [Fact]
    public async Task Refresh_asks_again_and_off_keeps_nothing()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        await EndsWellAsync(simulator, lake);
        await EndsWellAsync(simulator, Path.Combine(lake, "..", "refreshed"), "--cache-mode", "refresh");
        Assert.All((await simulator.LedgerAsync()).Answers, call => Assert.Equal((call.Request, 2), (call.Request, call.Count)));

        var unkept = market.NewLake();
        await EndsWellAsync(simulator, unkept, "--cache-mode", "off");
        Assert.All((await simulator.LedgerAsync()).Answers, call => Assert.Equal((call.Request, 3), (call.Request, call.Count)));
        Assert.Empty(Directory.Exists(CacheOf(unkept)) ? Directory.EnumerateFiles(CacheOf(unkept), "*.gz", SearchOption.AllDirectories) : []);
    }

    [SkippableFact]
    public async Task A_broken_body_is_found_and_asked_for_again_and_the_lake_is_the_same()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        await EndsWellAsync(simulator, lake);
        Assert.Equal(0, (await CacheAsync(lake, "verify")).ExitCode);

        var body = Directory.EnumerateFiles(CacheOf(lake), "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        using (var file = File.OpenWrite(body))
            file.SetLength(file.Length / 2);
        var found = await CacheAsync(lake, "verify");
        Assert.True(found.ExitCode == 2, found.ToString());
        Assert.Contains(Path.GetFileName(body), found.Output, StringComparison.Ordinal);

        var again = Path.Combine(lake, "..", "again");
        await EndsWellAsync(simulator, again);
        Assert.Equal([1, 1, 2], (await simulator.LedgerAsync()).Answers.Select(call => call.Count).Order());
        Assert.Equal(0, (await CacheAsync(lake, "verify")).ExitCode);
        await Lakes.AssertSameAsync(lake, again);
    }

    [Fact]
    public async Task Statistics_count_what_is_held_and_pruning_spares_what_was_just_used()
    {
        using var simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
        var lake = market.NewLake();
        await EndsWellAsync(simulator, lake);
        var stats = await StatsAsync();
        Assert.Equal((3, 3, 3), (Number(stats, "requests"), Number(stats, "answers"), Number(stats, "bodies")));

        Assert.Equal(0, (await CacheAsync(lake, "prune", "--max-bytes", "0")).ExitCode);
        Assert.Equal(3, Number(await StatsAsync(), "bodies"));
        foreach (var body in Directory.EnumerateFiles(CacheOf(lake), "*.gz", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(body, DateTime.UtcNow.AddHours(-2));
        Assert.Equal(0, (await CacheAsync(lake, "prune", "--older-than", "1h")).ExitCode);
        Assert.Equal((0, 0), (Number(await StatsAsync(), "bodies"), Number(await StatsAsync(), "answers")));

        async Task<JsonElement> StatsAsync() => JsonDocument.Parse((await CacheAsync(lake, "stats", "--json")).Output).RootElement;
        static int Number(JsonElement stats, string name) => stats.GetProperty(name).GetInt32();
    }

    private static Task<EtlResult> RunAsync(Simulator simulator, string lake, params string[] more) => Etl.RunAsync(
        Simulator.Keys("k1"), ["run", "coinbase", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake, .. more]);

    private static async Task EndsWellAsync(Simulator simulator, string lake, params string[] more)
    {
        var run = await RunAsync(simulator, lake, more);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static Task<EtlResult> CacheAsync(string lake, params string[] arguments) => Etl.RunAsync(["cache", .. arguments, "--cache", CacheOf(lake)]);

    private static string CacheOf(string lake) => Path.Combine(Path.GetDirectoryName(lake)!, "cache");
}
