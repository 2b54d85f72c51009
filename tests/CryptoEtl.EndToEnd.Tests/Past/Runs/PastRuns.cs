namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>A small market of seven months, a simulator without tight limits, and universe and historical over it.</summary>
public sealed class PastRuns : UndisturbedRuns
{
    /// <summary>In the order in which they build on each other.</summary>
    public static readonly string[] Pipelines = ["universe", "historical"];

    private static readonly string[] Limits = ["--rate", "1000000", "--lunarcrush-rate", "1000000"];

    private readonly Dictionary<string, Dictionary<string, string>> values = [];
    private string? withUniverse;

    public PastRuns()
        : base(new("--assets", "60", "--days", "200", "--end", "2024-03-05"), Limits)
    {
    }

    /// <summary>At the pace of the machine.</summary>
    internal static Dictionary<string, string?> Settings => new(Simulator.Keys("k1"))
    {
        ["COINGECKO_CALLS_PER_MINUTE"] = "100000", ["LUNARCRUSH_CALLS_PER_MINUTE"] = "100000", ["CACHE_LEASE"] = "00:00:02",
    };

    internal override Dictionary<string, string?> Quick => Settings;

    internal override int SlowCallsPerMinute => 1200;

    /// <summary>The same tape at another moment, or with other faults.</summary>
    internal Task<Simulator> SimulateAsync(string now, params string[] more) => Simulator.StartAsync(Market.Tape, now, "k1", [.. Limits, .. more]);

    /// <summary>A lake in which <c>historical</c> finds a universe; copied, for each is the same.</summary>
    internal override async Task<string> ReadyLakeAsync(string pipeline)
    {
        var lake = NewLake();
        if (pipeline != "historical")
            return lake;

        withUniverse ??= await UniverseAsync();
        Folders.Copy(Path.GetDirectoryName(withUniverse)!, Path.GetDirectoryName(lake)!);
        return lake;
    }

    /// <summary>Runs a pipeline on a simulator with faults, in its own process.</summary>
    internal Task<EtlResult> FaultyAsync(string pipeline, string lake, string faults, params (string Name, string Value)[] more)
    {
        var settings = Settings;
        foreach (var name in Simulator.Keys(""))
            settings.Remove(name.Key);
        foreach (var (name, value) in more)
            settings[name] = value;
        return Etl.RunAsync(
            settings, "run", pipeline, "--upstream", $"sim:{Market.Tape}?rate=1000000&lunarcrush-rate=1000000&faults={faults}", "--now", SyntheticMarket.Now, "--lake", lake);
    }

    /// <summary>What an undisturbed run leaves, after what it builds on.</summary>
    internal async Task<Dictionary<string, string>> ValuesAsync(string pipeline)
    {
        if (values.TryGetValue(pipeline, out var known))
            return known;
        var lake = await ReadyLakeAsync(pipeline);
        await RunAsync(Simulator, pipeline, SyntheticMarket.Now, lake);
        return values[pipeline] = await NewestValues.OfAsync(lake);
    }

    private async Task<string> UniverseAsync()
    {
        var lake = NewLake();
        await RunAsync(Simulator, "universe", SyntheticMarket.Now, lake);
        return lake;
    }

    /// <summary>Runs a pipeline to a good end.</summary>
    internal static Task<EtlResult> RunAsync(Simulator simulator, string pipeline, string now, string lake, params string[] more) =>
        RunAsync(0, simulator, pipeline, now, lake, more);

    /// <summary>Runs a pipeline to an expected end.</summary>
    internal static async Task<EtlResult> RunAsync(int exitCode, Simulator simulator, string pipeline, string now, string lake, params string[] more)
    {
        var run = await Etl.RunAsync(Settings, ["run", pipeline, "--upstream", simulator.Address, "--now", now, "--lake", lake, .. more]);
        Assert.True(run.ExitCode == exitCode, run.ToString());
        return run;
    }
}
