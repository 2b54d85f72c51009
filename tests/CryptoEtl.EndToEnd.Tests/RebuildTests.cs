using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Bronze tables from raw answers alone, of real runs of every pipeline.</summary>
public sealed class RebuildTests(RebuildTests.RunLake run) : IClassFixture<RebuildTests.RunLake>
{
    public static TheoryData<string> Bronze => new(
        "bronze_live_market", "bronze_live_social", "bronze_live_onchain",
        "bronze_derivatives_contract", "bronze_derivatives_venue", "bronze_derivatives_ticker", "bronze_derivatives_onchain_perp", "bronze_derivatives_onchain_volume",
        "bronze_coinbase_product", "bronze_coinbase_ticker");

    [Theory]
    [MemberData(nameof(Bronze))]
    public async Task Every_file_is_made_again_to_the_byte(string table)
    {
        var files = await FilesAsync(table, "--check");
        Assert.Equal(FilesOf(run.Lake, table).Keys, files.Keys);
        Assert.All(files.Values, outcome => Assert.Equal("Identical", outcome));
    }

    /// <summary>Records made before the endpoint was noted in them.</summary>
    [Fact]
    public async Task Old_records_are_understood_by_their_paths()
    {
        var lake = run.Copy();
        foreach (var record in Directory.EnumerateFiles(Path.Combine(lake, "raw", "requests"), "*.json", SearchOption.AllDirectories))
        {
            var json = JsonNode.Parse(await File.ReadAllTextAsync(record))!.AsObject();
            Assert.True(json.Remove("Endpoint") && json.Remove("Page"));
            await File.WriteAllTextAsync(record, json.ToJsonString());
        }

        foreach (var table in new[] { "bronze_live_social", "bronze_derivatives_ticker", "bronze_derivatives_onchain_volume", "bronze_coinbase_ticker" })
        {
            var rebuilt = await Etl.RunAsync("rebuild", table, "--check", "--lake", lake);
            Assert.True(rebuilt.ExitCode == 0, rebuilt.ToString());
        }
    }

    [Fact]
    public async Task A_file_that_is_gone_is_put_back_and_a_check_only_says_so()
    {
        var lake = run.Copy();
        var before = FilesOf(lake, "bronze_coinbase_ticker");
        var gone = Path.Combine(lake, before.Keys.First());
        File.Delete(gone);

        var check = await Etl.RunAsync("rebuild", "bronze_coinbase_ticker", "--check", "--lake", lake);
        Assert.True(check.ExitCode == 74 && !File.Exists(gone), check.ToString());
        Assert.Contains("missing: coinbase-", check.Output, StringComparison.Ordinal);

        var repair = await Etl.RunAsync("rebuild", "bronze_coinbase_ticker", "--lake", lake);
        Assert.True(repair.ExitCode == 0, repair.ToString());
        Assert.Equal(before, FilesOf(lake, "bronze_coinbase_ticker"));
    }

    [Fact]
    public async Task A_broken_file_and_an_answer_that_was_swapped_are_named()
    {
        var lake = run.Copy();
        var broken = Path.Combine(lake, FilesOf(lake, "bronze_coinbase_product").Keys.First());
        await File.WriteAllTextAsync(broken, "no parquet");
        var damaged = await Etl.RunAsync("rebuild", "bronze_coinbase_product", "--lake", lake);
        Assert.True(damaged.ExitCode == 74, damaged.ToString());
        Assert.Contains($"damaged: coinbase-20240301T000000Z {Path.GetRelativePath(lake, broken)}", damaged.Output, StringComparison.Ordinal);

        var records = Directory.EnumerateFiles(Path.Combine(lake, "raw", "requests"), "coingecko-gdax-tickers-*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var (first, second) = (Read(records[0]), Read(records[1]));
        first["Sha256"] = second["Sha256"]!.GetValue<string>();
        await File.WriteAllTextAsync(records[0], first.ToJsonString());
        var differs = await Etl.RunAsync("rebuild", "bronze_coinbase_ticker", "--check", "--lake", lake);
        Assert.True(differs.ExitCode == 74, differs.ToString());
        Assert.Single(differs.Output.Split('\n'), line => line.StartsWith("differs: coinbase-20240301T000000Z", StringComparison.Ordinal));

        static JsonObject Read(string record) => JsonNode.Parse(File.ReadAllText(record))!.AsObject();
    }

    [SkippableFact]
    public async Task Another_lake_gets_the_same_table_from_raw_answers_alone()
    {
        var lake = run.Copy();
        Directory.Delete(Path.Combine(lake, "bronze", "live_market"), recursive: true);
        var into = Path.Combine(Path.GetDirectoryName(lake)!, "rebuilt");

        foreach (var table in new[] { "bronze_live_market", "bronze_coinbase_ticker" })
        {
            var rebuilt = await Etl.RunAsync("rebuild", table, "--into", into, "--lake", lake);
            Assert.True(rebuilt.ExitCode == 0, rebuilt.ToString());
            Assert.Equal(FilesOf(run.Lake, table), FilesOf(into, table));
        }

        var (whole, made) = (await DuckDb.ReadLakeAsync(run.Lake), await DuckDb.ReadLakeAsync(into));
        Assert.All(made, table => Assert.Equal((whole[table.Key].Rows, whole[table.Key].Digest), (table.Value.Rows, table.Value.Digest)));
        Assert.Equal(2, made.Count);
    }

    [Theory]
    [InlineData("silver_live", "cannot be rebuilt from raw answers; there are: bronze_live_market")]
    [InlineData("bronze_live_market", "no batch", "--from", "2024-03-02")]
    [InlineData("bronze_live_market", "not both", "--check", "--into", "x")]
    public async Task What_cannot_be_rebuilt_is_a_usage_error(string table, string why, params string[] more)
    {
        var rebuilt = await Etl.RunAsync(["rebuild", table, "--lake", run.Lake, .. more]);
        Assert.True(rebuilt.ExitCode == 2, rebuilt.ToString());
        Assert.Contains(why, rebuilt.Error, StringComparison.Ordinal);
    }

    private async Task<SortedDictionary<string, string>> FilesAsync(string table, params string[] more)
    {
        var rebuilt = await Etl.RunAsync(["rebuild", table, "--json", "--lake", run.Lake, .. more]);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.ToString());
        var files = JsonDocument.Parse(rebuilt.Output).RootElement.GetProperty("files").EnumerateArray();
        return new(files.ToDictionary(file => file.GetProperty("file").GetString()!, file => file.GetProperty("outcome").GetString()!), StringComparer.Ordinal);
    }

    /// <summary>Data files of a table and their bytes, as text.</summary>
    private static SortedDictionary<string, string> FilesOf(string lake, string table) => new(
        Directory.EnumerateFiles(Path.Combine(lake, "bronze", table["bronze_".Length..]), "*.parquet", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(lake, file), file => Convert.ToBase64String(File.ReadAllBytes(file))), StringComparer.Ordinal);

    /// <summary>All pipelines, run once.</summary>
    public sealed class RunLake : IAsyncLifetime
    {
        private readonly SyntheticMarket market = new();

        public string Lake { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await market.InitializeAsync();
            Lake = market.NewLake();
            foreach (var pipeline in SyntheticMarket.Pipelines)
            {
                var run = await Etl.RunAsync(HealthyLake.Settings(), "run", pipeline, "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", Lake);
                Assert.True(run.ExitCode == 0, run.ToString());
            }
        }

        public Task DisposeAsync() => market.DisposeAsync();

        public string Copy()
        {
            var copy = market.NewLake();
            foreach (var file in Directory.EnumerateFiles(Lake, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(copy, Path.GetRelativePath(Lake, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            return copy;
        }
    }
}
