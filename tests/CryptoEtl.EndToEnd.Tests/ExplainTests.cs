using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Cells of real runs, walked back to their raw answers.</summary>
public sealed class ExplainTests(RebuildTests.RunLake run) : IClassFixture<RebuildTests.RunLake>
{
    [Theory]
    [InlineData("features_live_asset", "rank", "bronze_live_market")]
    [InlineData("silver_live", "price_usd", "bronze_live_market")]
    [InlineData("silver_derivatives_asset", "open_interest_usd", "bronze_derivatives_ticker")]
    [InlineData("silver_coinbase_asset", "volume_24h_usd", "bronze_coinbase_ticker")]
    [InlineData("bronze_live_market", "market_cap_usd", "bronze_live_market")]
    public async Task Every_cell_leads_to_whole_raw_answers_of_its_run(string table, string column, string bronze)
    {
        var explained = await ExplainAsync(table, "bitcoin", column);

        var rows = explained.GetProperty("cells").EnumerateArray().SelectMany(Rows).ToList();
        var origin = rows.First(row => row.GetProperty("table").GetString() == bronze);
        Assert.Contains(origin.GetProperty("verdicts").EnumerateArray(), verdict => verdict.GetProperty("decision").GetString()!.StartsWith("pass", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.True(File.Exists(Path.Combine(run.Lake, row.GetProperty("commit").GetProperty("files")[0].GetString()!))));
        var raws = rows.SelectMany(row => row.GetProperty("raw").EnumerateArray()).ToList();
        Assert.NotEmpty(raws);
        Assert.All(raws, raw => Assert.Equal(("whole", 200), (raw.GetProperty("body").GetString(), raw.GetProperty("status").GetInt32())));
    }

    [Fact]
    public async Task The_text_says_value_commit_verdict_request_and_hash()
    {
        var explained = await Etl.RunAsync("explain", "silver_live", "bitcoin", "2024-03-01", "price_usd", "--lake", run.Lake);
        Assert.True(explained.ExitCode == 0, explained.ToString());
        Assert.Matches(@"(?s)silver_live\.price_usd of bitcoin on 2024-03-01.*explained .*commit     version 0.*made from  1 rows of bronze_live_market.*gate       pass.*raw_sha256 [0-9a-f]{64}: whole.*coingecko /coins/markets", explained.Output);
    }

    [Theory]
    [InlineData("silver_live", "bitcoin", "2024-03-01", "prize", "has no column 'prize'")]
    [InlineData("silver_live", "bitcoin", "2024-04-01", "rank", "of 'bitcoin' there are days 2024-03-01")]
    [InlineData("silver_live", "bitcoin", "monday", "rank", "not a day")]
    [InlineData("silver_nothing", "bitcoin", "2024-03-01", "rank", "no table 'silver_nothing'")]
    public async Task What_is_not_there_is_a_usage_error(string table, string asset, string date, string column, string why)
    {
        var explained = await Etl.RunAsync("explain", table, asset, date, column, "--lake", run.Lake);
        Assert.True(explained.ExitCode == 2, explained.ToString());
        Assert.Contains(why, explained.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revisions_are_of_ledgers_only()
    {
        var all = await Etl.RunAsync("revisions", "--json", "--lake", run.Lake);
        Assert.True(all.ExitCode == 0, all.ToString());
        Assert.Equal("""{"rows":[],"largest":[]}""", all.Output.Trim());

        var snapshot = await Etl.RunAsync("revisions", "silver_live", "--lake", run.Lake);
        Assert.True(snapshot.ExitCode == 2, snapshot.ToString());
        Assert.Contains("bronze_historical_chart", snapshot.Error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ExplainAsync(string table, string asset, string column)
    {
        var explained = await Etl.RunAsync("explain", table, asset, "2024-03-01", column, "--json", "--lake", run.Lake);
        Assert.True(explained.ExitCode == 0, explained.ToString());
        return JsonDocument.Parse(explained.Output).RootElement;
    }

    private static IEnumerable<JsonElement> Rows(JsonElement row) =>
        row.GetProperty("madeFrom").EnumerateArray().SelectMany(from => from.GetProperty("rows").EnumerateArray()).SelectMany(Rows).Prepend(row);
}
