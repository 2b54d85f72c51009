using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary><c>etl lake</c> and <c>etl universe</c> over a lake of eleven days: what they say, and how they end.</summary>
public sealed class LakeCommandTests(PastDays past) : IClassFixture<PastDays>
{
    [Fact]
    public async Task History_tells_the_commits_newest_first()
    {
        var text = await RunAsync("lake", "history", "silver_universe", "--last", "3", "--lake", past.Lake);
        Assert.Matches(@"(?s)^silver_universe\s+version +time +operation +added +removed +rows +transaction\s+10 +\d{4}-.*\n +9 .*\n +8 ", text);
        Assert.Equal(5, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var json = JsonDocument.Parse(await RunAsync("lake", "history", "silver_universe", "--json", "--lake", past.Lake)).RootElement.GetProperty("silver_universe");
        Assert.Equal(Enumerable.Range(0, 11).Reverse(), json.EnumerateArray().Select(entry => entry.GetProperty("version").GetInt32()));
        Assert.All(json.EnumerateArray(), entry => Assert.InRange(entry.GetProperty("rowsAdded").GetInt64(), 1, long.MaxValue));
    }

    /// <summary>Many small files of a day become one, the log gets a checkpoint, the small files go; the rows stay.</summary>
    [SkippableFact]
    public async Task A_table_is_compacted_checkpointed_and_vacuumed_and_keeps_its_rows()
    {
        var lake = past.Copy();
        var before = await DuckDb.SumLakeAsync(lake);
        const string table = "silver_universe";

        var planned = await RunAsync("lake", "compact", table, "--dry-run", "--lake", lake);
        Assert.Matches(@"^silver_universe: [1-9]\d* small files in [1-9]\d* groups", planned);
        var compacted = JsonDocument.Parse(await RunAsync("lake", "compact", table, "--json", "--lake", lake)).RootElement.GetProperty(table).EnumerateArray().ToList();
        Assert.NotEmpty(compacted);
        var small = compacted.Sum(bin => bin.GetProperty("files").GetInt32());
        Assert.Matches("^silver_universe: 0 small files in 0 groups", await RunAsync("lake", "compact", table, "--lake", lake));

        Assert.Matches(@"^silver_universe: checkpoint of version \d+, 0 old log files deleted", await RunAsync("lake", "checkpoint", table, "--lake", lake));
        Assert.True(File.Exists(Path.Combine(lake, "silver", "universe", "_delta_log", "_last_checkpoint")));

        Assert.Contains("silver_universe: 0 files, 0 bytes", await RunAsync("lake", "vacuum", table, "--lake", lake), StringComparison.Ordinal);
        string[] now = ["lake", "vacuum", table, "--retention", "0m", "--allow-shorter", "--lake", lake];
        Assert.Contains($"silver_universe: {small} files", await RunAsync([.. now, "--dry-run"]), StringComparison.Ordinal);
        Assert.Contains($"silver_universe: {small} files", await RunAsync(now), StringComparison.Ordinal);
        Assert.Contains("silver_universe: 0 files", await RunAsync(now), StringComparison.Ordinal);

        var after = await DuckDb.SumLakeAsync(lake);
        Assert.Equal(before["silver/universe"].Rows, after["silver/universe"].Rows);
        Assert.Equal(before["silver/universe"].Columns["batch_id"], after["silver/universe"].Columns["batch_id"]);
    }

    [Theory]
    [InlineData("name one table, or say --all", "lake", "compact")]
    [InlineData("name one table, or say --all", "lake", "history", "silver_universe", "--all")]
    [InlineData("no table 'silver_nothing'", "lake", "checkpoint", "silver_nothing")]
    [InlineData("there is no such table yet", "lake", "vacuum", "silver_live")]
    [InlineData("--retention is 'soon'", "lake", "vacuum", "--all", "--retention", "soon")]
    [InlineData("is shorter than the table's 7.00:00:00", "lake", "vacuum", "silver_universe", "--retention", "1h")]
    [InlineData("--before is 'monday'", "lake", "compact", "--all", "--before", "monday")]
    [InlineData("the universe has no day 2030-01-01", "universe", "show", "--on", "2030-01-01")]
    public async Task A_wrong_word_ends_with_2_and_says_why(string why, params string[] arguments)
    {
        var run = await Etl.RunAsync([.. arguments, "--lake", past.Lake]);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_tells_a_day_with_who_left_and_why()
    {
        var text = await RunAsync("universe", "show", "--on", "2024-03-20", "--lake", past.Lake);
        Assert.Matches(@"^ rank of all +asset +cap, USD +volume, USD +age +change +reason", text);
        Assert.Matches($@"(?m)^ +- +- +{past.Tape.Withdrawn} +- .* left +cap_withdrawn\r?$", text);
        Assert.Matches($@"(?m)^.* {past.Tape.Restated} .* left +fell\r?$", text);
        Assert.Matches(@"(?m)^ +\d+ +\d+ +bitcoin +[\d,]+ +[\d,]+ +\d+ +stays +rank\r?$", text);
    }

    [Fact]
    public async Task Who_tells_the_one_asset_or_refuses()
    {
        var text = await RunAsync("universe", "who", "BTC", "--on", "2024-03-20", "--lake", past.Lake);
        Assert.Matches(@"(?s)^bitcoin\r?\n +bitcoin +.*symbol +btc ", text);
        var unknown = await Etl.RunAsync("universe", "who", "nobody", "--on", "2024-03-20", "--lake", past.Lake);
        Assert.True(unknown.ExitCode == 2 && unknown.Output.StartsWith("unknown: symbol 'nobody'", StringComparison.Ordinal), unknown.ToString());
        var early = await Etl.RunAsync("universe", "who", "BTC", "--on", "2024-01-01", "--lake", past.Lake);
        Assert.True(early.ExitCode == 2 && early.Output.StartsWith("not_at_that_time", StringComparison.Ordinal), early.ToString());
        Assert.StartsWith("bitcoin (assumed", await RunAsync("universe", "who", "BTC", "--on", "2024-01-01", "--assume", "--lake", past.Lake), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var run = await Etl.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }
}
