namespace CryptoEtl.EndToEnd.Tests;

/// <summary>One simulator, and what each pipeline makes of it when nobody disturbs it.</summary>
public sealed class UndisturbedRuns : IAsyncLifetime
{
    private readonly SyntheticMarket market = new();
    private readonly Dictionary<string, (Dictionary<string, SeenTable> Tables, int Kept)> known = [];

    internal Simulator Simulator { get; private set; } = null!;

    /// <summary>A short lease: what was under way in a process that was killed is not waited for.</summary>
    internal static Dictionary<string, string?> Quick => new(Simulator.Keys("k1")) { ["LIVE_LINKS"] = "2", ["CACHE_LEASE"] = "00:00:02" };

    /// <summary>A slow pace, so that kills fall between answers.</summary>
    internal static Dictionary<string, string?> Slow => new(Quick) { ["COINGECKO_CALLS_PER_MINUTE"] = "240" };

    public async Task InitializeAsync()
    {
        await market.InitializeAsync();
        Simulator = await Simulator.StartAsync(market.Tape, SyntheticMarket.Now, "k1");
    }

    public async Task DisposeAsync()
    {
        Simulator.Dispose();
        await market.DisposeAsync();
    }

    internal string NewLake() => market.NewLake();

    internal string[] Arguments(string pipeline, string lake) =>
        ["run", pipeline, "--upstream", Simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake];

    /// <summary>The tables of a pipeline, and how many answers its cache holds.</summary>
    internal async Task<(Dictionary<string, SeenTable> Tables, int Kept)> TablesAsync(string pipeline)
    {
        if (known.TryGetValue(pipeline, out var seen))
            return seen;
        var lake = NewLake();
        var run = await Etl.RunAsync(Quick, Arguments(pipeline, lake));
        Assert.True(run.ExitCode == 0, run.ToString());
        return known[pipeline] = (await DuckDb.ReadLakeAsync(lake), Kept(lake));
    }

    /// <summary>Answers in the cache beside a lake, one file per request.</summary>
    internal static int Kept(string lake) => Files(Path.Combine(Path.GetDirectoryName(lake)!, "cache", "entries"));

    internal static int Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Count() : 0;
}
