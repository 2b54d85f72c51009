using System.Globalization;
using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>A run on the real market, and what the simulator saw of it.</summary>
/// <param name="PeakBytes">VmHWM of the run's process.</param>
internal sealed record RealRun(JsonElement Report, Ledger Ledger, long PeakBytes)
{
    public long Credits => Report.GetProperty("sources").EnumerateArray().Sum(source => source.GetProperty("credits").GetInt64());
}

/// <summary>Seven years of the real market, asked for twice, simulator and runs each in a process of its own. Made once, when a test asks for it.</summary>
public sealed class RealPast : IDisposable
{
    /// <summary>Without LunarCrush: a simulator in another process keeps to its limit of 100 a minute.</summary>
    private static readonly Dictionary<string, string?> Keys = new() { ["COINGECKO_PRO_API_KEY"] = "k1", ["DEFILLAMA_PRO_API_KEY"] = "k1" };

    private readonly RealMarket market = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private string lake = "";
    private Dictionary<string, RealRun>? runs;

    /// <summary>Folder of the lake; ask for the runs first.</summary>
    internal string Lake => lake;

    internal Task<string> TapeAsync() => market.TapeAsync();

    internal string NewLake() => market.LakeOf("other");

    /// <summary>The runs: universe, historical, and both again.</summary>
    internal async Task<IReadOnlyDictionary<string, RealRun>> RunsAsync()
    {
        await turn.WaitAsync();
        try
        {
            return runs ??= await RunAllAsync(await TapeAsync());
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        market.Dispose();
        turn.Dispose();
    }

    private async Task<Dictionary<string, RealRun>> RunAllAsync(string tape)
    {
        lake = market.LakeOf("past");
        using var simulator = await Simulator.StartAsync(tape, "2020-12-18T12:00:00Z", "k1", "--rate", "1000000");
        return new()
        {
            ["universe"] = await RunAsync(simulator, "universe", 0),
            ["historical"] = await RunAsync(simulator, "historical", 1),
            ["universe again"] = await RunAsync(simulator, "universe", 2),
            ["historical again"] = await RunAsync(simulator, "historical", 3),
        };
    }

    private async Task<RealRun> RunAsync(Simulator simulator, string pipeline, int minute)
    {
        await simulator.ForgetAsync();
        using var run = Etl.Start(Keys, "run", pipeline, "--from", "2014-01-01", "--upstream", simulator.Address, "--now", $"2020-12-18T12:0{minute}:00Z", "--lake", lake, "--json");
        var peak = PeakAsync(run);
        var ended = await run.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
        return new(JsonDocument.Parse(ended.Output).RootElement, await simulator.LedgerAsync(), await peak);
    }

    /// <summary>Looks until the process is gone: the mark only rises.</summary>
    private static async Task<long> PeakAsync(Etl run)
    {
        for (long peak = 0; ; await Task.Delay(50))
        {
            try
            {
                var line = File.ReadLines($"/proc/{run.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is null)
                    return peak;
                peak = 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                return peak;
            }
        }
    }
}
