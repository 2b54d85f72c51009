namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>A small market of seven months whose universe, history and gate were run, and what features make of it when nobody disturbs them.</summary>
public sealed class FeatureLakes : IAsyncLifetime
{
    public const string Now = SyntheticMarket.Now, Run = "features-20240301T120000Z";

    internal static readonly Dictionary<string, string?> Settings = new() { ["LUNARCRUSH_CALLS_PER_MINUTE"] = "100000", ["COINGECKO_CALLS_PER_MINUTE"] = "100000" };

    private string ready = "";

    internal SyntheticMarket Market { get; } = new("--assets", "60", "--days", "200", "--end", "2024-03-05");

    internal string Upstream => $"sim:{Market.Tape}?rate=1000000&lunarcrush-rate=1000000";

    /// <summary>With features.</summary>
    internal string Whole { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await Market.InitializeAsync();
        ready = Market.NewLake();
        await MakeReadyAsync(ready, Settings);
        Whole = Ready();
        await RunAsync(Whole, "features");
    }

    public Task DisposeAsync() => Market.DisposeAsync();

    /// <summary>A lake without features.</summary>
    internal string Ready() => Copy(ready);

    internal string Copy(string lake)
    {
        var copy = Market.NewLake();
        Folders.Copy(Path.GetDirectoryName(lake)!, Path.GetDirectoryName(copy)!);
        return copy;
    }

    /// <summary>Runs what features build on.</summary>
    internal async Task MakeReadyAsync(string lake, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var pipeline in new[] { "universe", "historical", "gate" })
            await RunAsync(lake, pipeline, settings: settings);
    }

    /// <summary>Runs a pipeline to an expected end.</summary>
    internal async Task<EtlResult> RunAsync(string lake, string pipeline, int exitCode = 0, string now = Now, IReadOnlyDictionary<string, string?>? settings = null, params string[] more)
    {
        var run = await Etl.RunAsync(settings ?? Settings, Arguments(lake, pipeline, now, more));
        Assert.True(run.ExitCode == exitCode, run.ToString());
        return run;
    }

    internal string[] Arguments(string lake, string pipeline, string now, params string[] more) => ["run", pipeline, "--upstream", Upstream, "--now", now, "--lake", lake, .. more];

    /// <summary>Files that a run put aside and did not clear.</summary>
    internal static IEnumerable<string> WorkFiles(string lake) =>
        Directory.Exists(Path.Combine(lake, "_features")) ? Directory.EnumerateFiles(Path.Combine(lake, "_features"), "*", SearchOption.AllDirectories) : [];
}
