using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryptoEtl.EndToEnd.Tests;

public sealed partial class DemoTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-demo-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public async Task The_demo_runs_and_DuckDB_reads_what_its_report_promises()
    {
        var output = Path.Combine(folder, "demo");
        var demo = await Etl.RunAsync("demo", "--out", output, "--json");
        Assert.True(demo.ExitCode == 0, demo.ToString());

        var runs = demo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["universe", "historical", "coinbase", "derivatives", "live", "gate", "features"], runs.Select(run => run.GetProperty("pipeline").GetString()));
        var tables = await DuckDb.ReadLakeAsync(Path.Combine(output, "lake"));
        var promised = runs.SelectMany(run => run.GetProperty("tables").EnumerateArray()).GroupBy(table => table.GetProperty("table").GetString()!)
            .ToDictionary(table => table.Key, table => table.Sum(run => run.GetProperty("rows").GetInt64()));
        Assert.Equal(43, promised.Count);
        Assert.Equal(promised.OrderBy(t => t.Key, StringComparer.Ordinal), tables.ToDictionary(t => t.Key.Replace('/', '_'), t => t.Value.Rows).OrderBy(t => t.Key, StringComparer.Ordinal));
        Assert.Equal(200, promised["silver_live"]);
    }

    [Fact]
    public async Task The_demo_prints_tables_rules_requests_credits_and_time()
    {
        var demo = await Etl.RunAsync("demo", "--out", Path.Combine(folder, "demo"));
        Assert.True(demo.ExitCode == 0, demo.ToString());

        foreach (var line in new[] { @"done in \d+\.\d s", @"bronze_live_market +250 ", @"silver_live +200 ", @"LM00\d +\d+ ", @"coingecko +2 +\d+ +2", @"coinbase +1 +1 +0", @"bronze_derivatives_contract +\d+ ", @"silver_coinbase_state +\d+ ", @"lunarcrush +\d+", @"silver_universe +\d+ ", @"silver_historical_market +\d+ ", @"note: universe: top 200", @"features_asset_daily +\d+ ", @"note: \d+ days of \d+ assets: \d+ rows, 132 columns" })
            Assert.Matches(line, demo.Output);
    }

    [Fact]
    public async Task A_second_demo_replaces_the_first_and_a_strange_folder_is_left_alone()
    {
        var output = Path.Combine(folder, "demo");
        Assert.Equal(0, (await Etl.RunAsync("demo", "--out", output)).ExitCode);
        Assert.Equal(0, (await Etl.RunAsync("demo", "--out", output)).ExitCode);

        var mine = Path.Combine(folder, "mine");
        Directory.CreateDirectory(mine);
        await File.WriteAllTextAsync(Path.Combine(mine, "thesis.txt"), "years of work");
        Assert.Equal(2, (await Etl.RunAsync("demo", "--out", mine)).ExitCode);
        Assert.True(File.Exists(Path.Combine(mine, "thesis.txt")));
    }

    [SkippableFact]
    public async Task The_lines_it_prints_for_DuckDB_run_as_printed()
    {
        var demo = await Etl.RunAsync("demo", "--out", Path.Combine(folder, "demo"));
        var sql = PrintedSql().Match(demo.Output).Value;
        Assert.NotEmpty(sql);
        var rows = await DuckDb.QueryAsync(sql);
        Assert.Equal(10, rows.Length);
    }

    [GeneratedRegex(@"SELECT[\s\S]+?;")]
    private static partial Regex PrintedSql();
}
