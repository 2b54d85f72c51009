using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>A key whose plan lists no dead coins and has no candles: less is known, and the lake says so.</summary>
public sealed class UniversePlanTests : IAsyncLifetime
{
    private const string Warning = "NOT SURVIVORSHIP-BIAS-FREE";

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["UNIVERSE_TOP"] = "10", ["UNIVERSE_MIN_AGE_DAYS"] = "0", ["UNIVERSE_MIN_VOLUME_USD"] = "0",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-plan-").FullName;

    private string Tape => Path.Combine(folder, "tape");

    public async Task InitializeAsync()
    {
        var made = await Etl.RunAsync("tape", "make", "--seed", "7", "--assets", "40", "--days", "40", "--end", "2024-03-01", "--out", Tape);
        Assert.True(made.ExitCode == 0, made.ToString());
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("basic", "false")]
    [InlineData("full", "true")]
    public async Task Whether_dead_coins_were_listed_is_said_on_every_row_of_the_universe(string plan, string isFree)
    {
        var lake = Path.Combine(folder, "lake");
        var run = await RunAsync("universe", plan, lake);

        Assert.Equal(isFree == "false", run.Output.Contains(Warning, StringComparison.Ordinal));
        Assert.Equal([isFree], (await ColumnAsync(lake, "silver_universe", "is_survivorship_free")).Distinct());
    }

    [Fact]
    public async Task Refused_candles_are_noted_once_and_bars_are_made_of_points()
    {
        var lake = Path.Combine(folder, "lake");
        var universe = await RunAsync("universe", "basic", lake, "--json");
        Assert.Contains(Notes(universe), note => note.StartsWith(Warning, StringComparison.Ordinal));

        var historical = await RunAsync("historical", "basic", lake, "--json");

        Assert.Single(Notes(historical), note => note.StartsWith("ohlc-range: ", StringComparison.Ordinal));
        Assert.Empty(JsonDocument.Parse(historical.Output).RootElement.GetProperty("failures").EnumerateArray());
        Assert.Equal(["close", "points"], (await ColumnAsync(lake, "silver_historical_market", "bar_source")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_plan_nobody_sells_is_a_usage_error()
    {
        var run = await Etl.RunAsync("run", "universe", "--upstream", $"sim:{Tape}?plan=golden", "--now", SyntheticMarket.Now, "--lake", Path.Combine(folder, "lake"));
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("'golden' is neither full nor basic", run.Error, StringComparison.Ordinal);
    }

    private async Task<EtlResult> RunAsync(string pipeline, string plan, string lake, params string[] more)
    {
        var run = await Etl.RunAsync(
            Settings, ["run", pipeline, "--upstream", $"sim:{Tape}?plan={plan}&rate=1000000&lunarcrush-rate=1000000", "--now", SyntheticMarket.Now, "--lake", lake, .. more]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    private static IEnumerable<string> Notes(EtlResult run) =>
        JsonDocument.Parse(run.Output).RootElement.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!);

    private async Task<IReadOnlyList<string>> ColumnAsync(string lake, string table, string column)
    {
        var file = Path.Combine(folder, $"{table}.csv");
        var export = await Etl.RunAsync("export", table, "--out", file, "--lake", lake);
        Assert.True(export.ExitCode == 0, export.ToString());
        var lines = (await File.ReadAllLinesAsync(file)).Select(line => line.Split(',')).ToList();
        var at = Array.IndexOf(lines[0], column);
        Assert.True(lines.Count > 1 && at >= 0, $"{table}.{column}");
        return [.. lines.Skip(1).Select(line => line[at].Trim('"'))];
    }
}
