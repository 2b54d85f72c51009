namespace CryptoEtl.EndToEnd.Tests;

/// <summary>A small synthetic tape, with two pages of tickers, and places to put lakes, gone after the tests that share it.</summary>
public sealed class SyntheticMarket : IAsyncLifetime
{
    public const string Now = "2024-03-01T12:00:00Z";
    public const string RunId = "live-20240301T120000Z";

    /// <summary>In the order in which they build on each other.</summary>
    public static readonly string[] Pipelines = ["coinbase", "derivatives", "live"];

    private readonly string[] size;
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-e2e-").FullName;
    private int lakes;

    public SyntheticMarket()
        : this("--assets", "500", "--days", "40", "--end", "2024-03-01")
    {
    }

    /// <param name="size">Options of <c>etl tape make</c>.</param>
    internal SyntheticMarket(params string[] size) => this.size = size;

    public string Tape => Path.Combine(folder, "tape");

    /// <summary>A lake that is not there yet, in a folder of its own: cache and budget lie beside a lake.</summary>
    public string NewLake() => Path.Combine(NewFolder("place"), "lake");

    /// <summary>A folder that is not there yet.</summary>
    public string NewFolder(string name) => Path.Combine(folder, $"{name}{Interlocked.Increment(ref lakes)}");

    public async Task InitializeAsync()
    {
        var made = await Etl.RunAsync(["tape", "make", "--seed", "7", .. size, "--out", Tape]);
        Assert.True(made.ExitCode == 0, made.ToString());
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}
