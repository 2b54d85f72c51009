namespace CryptoEtl.EndToEnd.Tests;

/// <summary>The simulator and a run in processes of their own.</summary>
public sealed class SimulateTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    private static readonly Dictionary<string, string?> Keys = new() { ["COINGECKO_PRO_API_KEY"] = "k1", ["LUNARCRUSH_PRO_API_KEY"] = "k1" };

    [Fact]
    public async Task A_run_against_a_simulator_elsewhere_lands()
    {
        using var simulator = Etl.Start("simulate", "--tape", market.Tape, "--port", "0", "--now", SyntheticMarket.Now, "--key", "k1");
        var address = (await simulator.LineAsync("http://")).Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal));

        var run = await Etl.RunAsync(Keys, "run", "live", "--upstream", address, "--now", SyntheticMarket.Now, "--lake", market.NewLake());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("silver_live ", run.Output, StringComparison.Ordinal);

        var ended = await simulator.InterruptAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    [Fact]
    public async Task Without_a_social_key_the_social_source_is_skipped_and_said_so()
    {
        using var simulator = Etl.Start("simulate", "--tape", market.Tape, "--port", "0", "--now", SyntheticMarket.Now, "--key", "k1");
        var address = (await simulator.LineAsync("http://")).Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal));
        var key = new Dictionary<string, string?> { ["COINGECKO_PRO_API_KEY"] = "k1" };

        var run = await Etl.RunAsync(key, "run", "live", "--upstream", address, "--now", SyntheticMarket.Now, "--lake", market.NewLake());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("skipped: lunarcrush", run.Output, StringComparison.Ordinal);
    }
}
