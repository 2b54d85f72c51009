using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Files of tables: made again to the byte, and read by DuckDB as the lake itself is.</summary>
public sealed class ExportTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    [SkippableFact]
    public async Task The_same_moment_gives_the_same_bytes_after_more_was_observed_and_the_rows_are_the_lakes()
    {
        var lake = market.NewLake();
        await RunAsync(lake, "2024-02-06T12:00:00Z");
        var first = await ExportAsync(lake, "first.csv");
        await RunAsync(lake, "2024-02-07T12:00:00Z");
        var again = await ExportAsync(lake, "again.csv", "--known-at", Text(first, "knownAt"));
        var grown = await ExportAsync(lake, "grown.parquet");

        Assert.Equal("2024-02-06T12:00:00+00:00", Text(first, "knownAt"));
        Assert.Equal((Text(first, "sha256"), first.GetProperty("rows").GetInt64()), (Text(again, "sha256"), again.GetProperty("rows").GetInt64()));
        Assert.True(File.ReadAllBytes(Text(first, "file")).AsSpan().SequenceEqual(File.ReadAllBytes(Text(again, "file"))));

        var columns = (await DuckDb.QueryAsync($"SELECT string_agg(column_name, ',') AS c FROM (DESCRIBE SELECT * FROM {Lake(lake)})"))[0].GetProperty("c").GetString()!;
        var types = string.Join(", ", (await DuckDb.QueryAsync($"DESCRIBE SELECT * FROM {Lake(lake)}")).Select(c => $"'{Text(c, "column_name")}': '{Text(c, "column_type")}'"));
        await AssertSameAsync(
            $"SELECT {columns} FROM read_csv('{Text(first, "file")}', header = true, allow_quoted_nulls = false, columns = {{{types}}})",
            $"SELECT {columns} FROM {Lake(lake)} WHERE observed_at <= TIMESTAMPTZ '2024-02-06 12:00:00Z'");
        await AssertSameAsync($"SELECT {columns} FROM read_parquet('{Text(grown, "file")}')", $"SELECT {columns} FROM {Lake(lake)}");
    }

    [Fact]
    public async Task What_is_printed_says_the_moment_the_rows_and_the_hash()
    {
        var lake = market.NewLake();
        await RunAsync(lake, "2024-02-06T12:00:00Z");
        var file = Path.Combine(Path.GetDirectoryName(lake)!, "f.csv.gz");

        var export = await Etl.RunAsync("export", "silver_coinbase_market", "--out", file, "--lake", lake, "--assets", "bitcoin");

        Assert.True(export.ExitCode == 0, export.ToString());
        Assert.Matches(@"silver_coinbase_market: \d+ rows, \d+ bytes in .*f\.csv\.gz", export.Output);
        Assert.Contains("known at 2024-02-06T12:00:00.000000Z", export.Output, StringComparison.Ordinal);
        Assert.Matches("sha256   [0-9a-f]{64}", export.Output);
    }

    [Theory]
    [InlineData("silver_nothing", "f.csv", "there are: bronze_live_market")]
    [InlineData("silver_coinbase_market", "f.xlsx", ".parquet")]
    [InlineData("silver_coinbase_market", "f.csv", "no rows")]
    [InlineData("silver_coinbase_market", "f.csv", "--from is 'monday'", "--from", "monday")]
    [InlineData("silver_coinbase_market", "f.csv", "--as-of is 'then'", "--as-of", "then")]
    public async Task A_wrong_table_file_or_time_is_a_usage_error(string table, string file, string why, params string[] more)
    {
        var lake = market.NewLake();
        var export = await Etl.RunAsync(["export", table, "--lake", lake, "--out", Path.Combine(lake + ".out", file), .. more]);
        Assert.True(export.ExitCode == 2, export.ToString());
        Assert.Contains(why, export.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lake + ".out"));
    }

    private async Task RunAsync(string lake, string now)
    {
        var run = await Etl.RunAsync("run", "coinbase", "--upstream", $"sim:{market.Tape}", "--now", now, "--lake", lake);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static async Task<JsonElement> ExportAsync(string lake, string name, params string[] more)
    {
        var file = Path.Combine(Path.GetDirectoryName(lake)!, name);
        var export = await Etl.RunAsync(["export", "silver_coinbase_market", "--out", file, "--lake", lake, "--json", .. more]);
        Assert.True(export.ExitCode == 0, export.ToString());
        return JsonDocument.Parse(export.Output).RootElement;
    }

    /// <summary>Row for row, cell for cell: a difference in either direction is one too many.</summary>
    private static async Task AssertSameAsync(string left, string right)
    {
        var counts = (await DuckDb.QueryAsync(
            $"SELECT (SELECT count(*) FROM ({left})) AS n, (SELECT count(*) FROM ({left} EXCEPT ALL {right})) AS l, (SELECT count(*) FROM ({right} EXCEPT ALL {left})) AS r"))[0];
        Assert.Equal(("0", "0"), (Text(counts, "l"), Text(counts, "r")));
        Assert.NotEqual("0", Text(counts, "n"));
    }

    private static string Lake(string lake) => $"read_parquet('{lake}/silver/coinbase_market/*/*.parquet', hive_partitioning = true)";

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();
}
