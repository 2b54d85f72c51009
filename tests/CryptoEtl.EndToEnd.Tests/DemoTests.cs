using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryptoEtl.EndToEnd.Tests;

public sealed partial class DemoTests(DemoTests.Demo demo) : IClassFixture<DemoTests.Demo>
{
    /// <summary>Over a demo that is there already: it is replaced, or rows would be more than those promised.</summary>
    [SkippableFact]
    public async Task A_second_demo_replaces_the_first_and_DuckDB_reads_what_its_report_promises()
    {
        var output = demo.Copy();
        var second = await Etl.RunAsync("demo", "--out", output, "--json");
        Assert.True(second.ExitCode == 0, second.ToString());

        var runs = second.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["universe", "historical", "coinbase", "derivatives", "live", "gate", "features"], runs.Select(run => run.GetProperty("pipeline").GetString()));
        var tables = await DuckDb.ReadLakeAsync(Path.Combine(output, "lake"));
        var promised = runs.SelectMany(run => run.GetProperty("tables").EnumerateArray()).GroupBy(table => table.GetProperty("table").GetString()!)
            .ToDictionary(table => table.Key, table => table.Sum(run => run.GetProperty("rows").GetInt64()));
        Assert.Equal(43, promised.Count);
        Assert.Equal(promised.OrderBy(t => t.Key, StringComparer.Ordinal), tables.ToDictionary(t => t.Key.Replace('/', '_'), t => t.Value.Rows).OrderBy(t => t.Key, StringComparer.Ordinal));
        Assert.Equal(200, promised["silver_live"]);
    }

    [Fact]
    public void The_demo_prints_tables_rules_requests_credits_and_time()
    {
        foreach (var line in new[] { @"done in \d+\.\d s", @"bronze_live_market +250 ", @"silver_live +200 ", @"LM00\d +\d+ ", @"coingecko +2 +\d+ +2", @"coinbase +1 +1 +0", @"bronze_derivatives_contract +\d+ ", @"silver_coinbase_state +\d+ ", @"lunarcrush +\d+", @"silver_universe +\d+ ", @"silver_historical_market +\d+ ", @"note: universe: top 200", @"features_asset_daily +\d+ ", @"note: \d+ days of \d+ assets: \d+ rows, 132 columns" })
            Assert.Matches(line, demo.Printed);
    }

    [Fact]
    public async Task A_strange_folder_is_left_alone()
    {
        var mine = demo.NewFolder("mine");
        Directory.CreateDirectory(mine);
        await File.WriteAllTextAsync(Path.Combine(mine, "thesis.txt"), "years of work");
        Assert.Equal(2, (await Etl.RunAsync("demo", "--out", mine)).ExitCode);
        Assert.True(File.Exists(Path.Combine(mine, "thesis.txt")));
    }

    [SkippableFact]
    public async Task The_lines_it_prints_for_DuckDB_run_as_printed()
    {
        var sql = PrintedSql().Match(demo.Printed).Value;
        Assert.NotEmpty(sql);
        var rows = await DuckDb.QueryAsync(sql);
        Assert.Equal(10, rows.Length);
    }

    [GeneratedRegex(@"SELECT[\s\S]+?;")]
    private static partial Regex PrintedSql();

    /// <summary>One demo and what it printed, to be read by all.</summary>
    public sealed class Demo : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-demo-").FullName;

        public string Printed { get; private set; } = "";

        private string Output => Path.Combine(folder, "demo");

        public async Task InitializeAsync()
        {
            var demo = await Etl.RunAsync("demo", "--out", Output);
            Assert.True(demo.ExitCode == 0, demo.ToString());
            Printed = demo.Output;
        }

        public Task DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }

        public string NewFolder(string name) => Path.Combine(folder, name);

        public string Copy()
        {
            Folders.Copy(Output, NewFolder("copy"));
            return NewFolder("copy");
        }
    }
}
