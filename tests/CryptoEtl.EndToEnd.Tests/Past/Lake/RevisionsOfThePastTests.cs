using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>The ledgers hold what the sources changed, exactly, and <c>etl revisions</c> tells it.</summary>
public sealed class RevisionsOfThePastTests(PastDays past) : IClassFixture<PastDays>
{
    [SkippableFact]
    public async Task The_ledgers_differ_where_the_tape_was_changed_and_nowhere_else()
    {
        Assert.Equal(
            [$"{past.Tape.Filled} null_filled", $"{past.Tape.Restated} restated", $"{past.Tape.Withdrawn} withdrawn"],
            (await ChangesAsync("bronze/historical_chart")).OrderBy(change => change.Split(' ')[1], StringComparer.Ordinal));
        Assert.Equal([$"{past.Tape.Withdrawn} withdrawn"], await ChangesAsync("bronze/historical_candle"));
        Assert.Equal(
            [$"{past.Tape.Filled} null_filled", $"{past.Tape.Restated} restated", $"{past.Tape.Withdrawn} withdrawn"],
            (await ChangesAsync("silver/historical_market")).OrderBy(change => change.Split(' ')[1], StringComparer.Ordinal));
    }

    /// <summary>A value that replaces another is known from the moment it was seen.</summary>
    [SkippableFact]
    public async Task What_was_changed_is_available_from_the_moment_it_was_seen()
    {
        var rows = await DuckDb.QueryAsync($"""
            SELECT DISTINCT available_at = observed_at AS seen, strftime(observed_at, '%d %H') AS at, day::VARCHAR AS day
            FROM {PastDays.Rows(past.Lake, "bronze/historical_chart")} WHERE revision <> 'appended'
            """);
        var only = Assert.Single(rows);
        Assert.Equal(("True", $"{PastDays.Refreshed} 01", ChangedTape.Day), (Text(only, "seen"), Text(only, "at"), Text(only, "day")));
    }

    /// <summary>Exchanges whose day was seen before it was settled: no restatement.</summary>
    [SkippableFact]
    public async Task Days_that_were_not_settled_yet_are_closed_edges()
    {
        var edges = await DuckDb.QueryAsync($"""
            WITH rows AS (SELECT *, lag(observed_at) OVER (PARTITION BY slug, stamp ORDER BY observed_at) AS before FROM {PastDays.Rows(past.Lake, "bronze/historical_dex")})
            SELECT revision, count(*) AS n, count(*) FILTER (before < event_time + INTERVAL 24 HOUR) AS early FROM rows WHERE revision <> 'appended' GROUP BY revision
            """);
        var only = Assert.Single(edges);
        Assert.Equal("closed_edge", Text(only, "revision"));
        Assert.Equal(Text(only, "n"), Text(only, "early"));
    }

    [Fact]
    public async Task Revisions_are_counted_by_class_and_size_and_the_largest_is_named()
    {
        var told = await Etl.RunAsync("revisions", "bronze_historical_chart", "--json", "--lake", past.Lake);
        Assert.True(told.ExitCode == 0, told.ToString());
        var json = JsonDocument.Parse(told.Output).RootElement;
        var classes = json.GetProperty("rows").EnumerateArray().ToDictionary(row => Text(row, "revision"), row => row.GetProperty("sizes"));
        Assert.Equal(["appended", "null_filled", "restated", "withdrawn"], classes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, classes["restated"].GetProperty("below 100 %").GetInt32());
        Assert.Equal(1, classes["null_filled"].GetProperty("no measure").GetInt32());
        Assert.Equal(1, classes["withdrawn"].GetProperty("no measure").GetInt32());

        var largest = json.GetProperty("largest")[0];
        Assert.Equal(("restated", "market_cap_usd", 1.0), (Text(largest, "revision"), Text(largest, "column"), Math.Round(largest.GetProperty("relative").GetDouble(), 3)));
        Assert.StartsWith($"{past.Tape.Restated}|day|2024-03-18", Text(largest, "key"), StringComparison.Ordinal);
        Assert.NotEqual(Text(largest, "oldRawSha256"), Text(largest, "newRawSha256"));
    }

    [Fact]
    public async Task What_was_known_before_has_no_revision_yet()
    {
        var before = await Etl.RunAsync("revisions", "bronze_historical_chart", "--class", "restated", "--known-at", PastDays.Moment(PastDays.Refreshed - 1), "--json", "--lake", past.Lake);
        Assert.Equal("""{"rows":[],"largest":[]}""", before.Output.Trim());

        var text = await Etl.RunAsync("revisions", "--class", "restated", "--lake", past.Lake);
        Assert.Matches(@"(?m)^bronze_historical_chart +restated +1 +0 +0 +0 +1 +0 +0 *$", text.Output);
        Assert.Contains($"restated {past.Tape.Restated}|day|2024-03-18T00:00:00.000000Z market_cap_usd ", text.Output, StringComparison.Ordinal);
        Assert.Contains("(100 %)", text.Output, StringComparison.Ordinal);
    }

    private async Task<string[]> ChangesAsync(string table) =>
    [
        .. (await DuckDb.QueryAsync(
            $"SELECT asset_id || ' ' || revision AS change FROM {PastDays.Rows(past.Lake, table)} WHERE revision <> 'appended' ORDER BY 1")).Select(row => Text(row, "change")),
    ];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();
}
