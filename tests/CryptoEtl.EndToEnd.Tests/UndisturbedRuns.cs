namespace CryptoEtl.EndToEnd.Tests;

/// <summary>One simulator, and what each pipeline makes of it when nobody disturbs it.</summary>
public class UndisturbedRuns : IAsyncLifetime
{
    private readonly string[] limits;
    private readonly Dictionary<string, (Dictionary<string, SeenTable> Tables, int Kept)> known = [];

    public UndisturbedRuns()
        : this(new())
    {
    }

    /// <param name="limits">Options of <c>etl simulate</c>.</param>
    internal UndisturbedRuns(SyntheticMarket market, params string[] limits) => (Market, this.limits) = (market, limits);

    internal SyntheticMarket Market { get; }

    internal Simulator Simulator { get; private set; } = null!;

    /// <summary>A short lease: what was under way in a process that was killed is not waited for.</summary>
    internal virtual Dictionary<string, string?> Quick => new(Simulator.Keys("k1")) { ["LIVE_LINKS"] = "2", ["CACHE_LEASE"] = "00:00:02" };

    /// <summary>A slow pace, so that kills fall between answers; half as fast with every attempt that came too late.</summary>
    internal Dictionary<string, string?> Slow(int attempt) => new(Quick) { ["COINGECKO_CALLS_PER_MINUTE"] = $"{SlowCallsPerMinute >> attempt}" };

    internal virtual int SlowCallsPerMinute => 240;

    public async Task InitializeAsync()
    {
        await Market.InitializeAsync();
        Simulator = await Simulator.StartAsync(Market.Tape, SyntheticMarket.Now, "k1", limits);
    }

    public async Task DisposeAsync()
    {
        Simulator.Dispose();
        await Market.DisposeAsync();
    }

    internal string NewLake() => Market.NewLake();

    /// <summary>A lake that has what a pipeline builds on, before it is asked for anything.</summary>
    internal virtual Task<string> ReadyLakeAsync(string pipeline) => Task.FromResult(NewLake());

    internal string[] Arguments(string pipeline, string lake) =>
        ["run", pipeline, "--upstream", Simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake];

    /// <summary>The tables of a pipeline, and how many answers its cache holds.</summary>
    internal async Task<(Dictionary<string, SeenTable> Tables, int Kept)> TablesAsync(string pipeline)
    {
        if (known.TryGetValue(pipeline, out var seen))
            return seen;
        var lake = await ReadyLakeAsync(pipeline);
        var run = await Etl.RunAsync(Quick, Arguments(pipeline, lake));
        Assert.True(run.ExitCode == 0, run.ToString());
        return known[pipeline] = (await DuckDb.ReadLakeAsync(lake), Kept(lake));
    }

    /// <summary>Answers in the cache beside a lake, one file per request.</summary>
    internal static int Kept(string lake) => Files(Path.Combine(Path.GetDirectoryName(lake)!, "cache", "entries"));

    internal static int Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Count() : 0;
}
