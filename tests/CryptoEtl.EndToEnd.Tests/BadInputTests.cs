namespace CryptoEtl.EndToEnd.Tests;

/// <summary>What goes wrong is one clear line and a documented exit code, and nothing of it is visible in the lake.</summary>
public sealed class BadInputTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    private static readonly Dictionary<string, string?> Quick = new() { ["SOURCE_ATTEMPTS"] = "2", ["SOURCE_LONGEST_PAUSE"] = "00:00:00.2" };

    [Theory]
    [InlineData("faults=malformed-json", 5, "the answer is cut off")]
    [InlineData("faults=down", 5, "503")]
    [InlineData("faults=html", 5, "access refused (403")]
    [InlineData("faults=reset", 5, "(2 attempts)")]
    [InlineData("credits=1", 4, "credits")]
    public async Task An_upstream_that_fails_ends_the_run_with_its_cause(string faults, int exitCode, string cause)
    {
        var lake = market.NewLake();
        var run = await Etl.RunAsync(Quick, "run", "live", "--upstream", $"sim:{market.Tape}?{faults}", "--now", SyntheticMarket.Now, "--lake", lake);
        AssertFailed(run, exitCode, cause);
        AssertNothingVisible(lake);
    }

    [Fact]
    public async Task A_wrong_key_names_the_setting_and_is_never_shown()
    {
        var lake = market.NewLake();
        var key = new Dictionary<string, string?> { ["COINGECKO_PRO_API_KEY"] = "s3cret-and-wrong" };
        var run = await Etl.RunAsync(key, "run", "live", "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", lake);

        AssertFailed(run, 5, "check COINGECKO_PRO_API_KEY");
        Assert.DoesNotContain("s3cret", run.ToString(), StringComparison.Ordinal);
        AssertNothingVisible(lake);
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_is_named()
    {
        var lake = market.NewLake();
        var run = await Etl.RunAsync(Quick, "run", "live", "--upstream", "http://127.0.0.1:9", "--lake", lake);
        AssertFailed(run, 5, "127.0.0.1:9");
        AssertNothingVisible(lake);
    }

    [Fact]
    public async Task A_broken_tape_is_refused_naming_file_row_field_and_value()
    {
        var tape = market.NewFolder("broken");
        CopyFolder(market.Tape, tape);
        var assets = Path.Combine(tape, "assets.csv");
        var lines = await File.ReadAllLinesAsync(assets);
        var field = Array.IndexOf(lines[0].Split(','), "listed_on");
        var cells = lines[3].Split(',');
        cells[field] = "yesterday";
        lines[3] = string.Join(',', cells);
        await File.WriteAllLinesAsync(assets, lines);

        var lake = market.NewLake();
        var run = await Etl.RunAsync("run", "live", "--upstream", $"sim:{tape}", "--now", SyntheticMarket.Now, "--lake", lake);
        AssertFailed(run, 2, "assets.csv:4: field 'listed_on' has value 'yesterday'");
        AssertNothingVisible(lake);
    }

    [Theory]
    [InlineData("run", "lively")]
    [InlineData("run", "live", "--now", "tomorrow")]
    [InlineData("run", "live", "--upstream", "sim:/no/such/tape", "--now", SyntheticMarket.Now)]
    [InlineData("run", "live", "--upstream", "ftp://example.org")]
    [InlineData("runs", "show", "live-x", "--lake", "/no/such/lake")]
    [InlineData("run", "live", "--lake", "/dev/null")]
    [InlineData("nonsense")]
    public async Task A_wrong_command_line_is_a_usage_error(params string[] arguments)
    {
        var run = await Etl.RunAsync(arguments);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("error:", run.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_halted_gate_leaves_verdict_and_quarantine_but_no_silver()
    {
        var lake = market.NewLake();
        var strict = new Dictionary<string, string?> { ["GATE_MAX_LOSS"] = "0" };
        var run = await Etl.RunAsync(strict, "run", "live", "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", lake);

        AssertFailed(run, 3, "LM101");
        var tables = await DuckDb.ReadLakeAsync(lake);
        Assert.Equal(3, tables["gate/verdict"].Rows);
        Assert.True(tables["gate/quarantine"].Rows > 0);
        Assert.DoesNotContain(tables.Keys, table => table.StartsWith("silver", StringComparison.Ordinal) || table.StartsWith("features", StringComparison.Ordinal));
    }

    private static void AssertFailed(EtlResult run, int exitCode, string cause)
    {
        Assert.True(run.ExitCode == exitCode, run.ToString());
        var line = Assert.Single(run.Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(cause, line, StringComparison.Ordinal);
    }

    private static void AssertNothingVisible(string lake) => Assert.Empty(
        Directory.Exists(lake) ? Directory.EnumerateDirectories(lake, "_delta_log", SearchOption.AllDirectories) : []);

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
