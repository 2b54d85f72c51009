using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Pipelines without history, day after day and with days left out.</summary>
public sealed class DaysInARowTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    private static readonly string[] Days = ["2024-02-06", "2024-02-07", "2024-02-20"];

    [SkippableFact]
    public async Task Coinbase_states_are_carried_from_day_to_day_and_the_days_between_are_gaps()
    {
        var lake = await RunAsync("coinbase");
        await AssertGapsAsync(lake, "coinbase");

        // Stretches, worked out here from what each day saw, for comparison with those that were carried on.
        var expected = await RowsAsync($"""
            WITH seen AS (SELECT product_id, state, event_date::DATE AS day, lag(state) OVER (PARTITION BY product_id ORDER BY event_date::DATE) AS before
                          FROM {Table(lake, "silver/coinbase_market")}),
                 starts AS (SELECT *, sum(CASE WHEN before IS DISTINCT FROM state THEN 1 ELSE 0 END) OVER (PARTITION BY product_id ORDER BY day) AS stretch FROM seen)
            SELECT product_id, any_value(state) AS state, min(day)::VARCHAR AS first_seen, max(day)::VARCHAR AS last_seen
            FROM starts GROUP BY product_id, stretch ORDER BY product_id, first_seen
            """);
        var carried = await RowsAsync($"""
            SELECT product_id, state, first_seen::DATE::VARCHAR AS first_seen, last_seen::DATE::VARCHAR AS last_seen
            FROM {Table(lake, "silver/coinbase_state")} WHERE event_date::VARCHAR = '{Days[^1]}' ORDER BY product_id, first_seen
            """);
        Assert.Equal(expected, carried);

        var changed = await RowsAsync($"SELECT follows, state, days_unseen FROM {Table(lake, "silver/coinbase_state")} WHERE event_date::VARCHAR = '{Days[^1]}' AND follows IS NOT NULL");
        Assert.NotEmpty(changed);
        Assert.Contains(changed, row => row.Contains("\"12\"", StringComparison.Ordinal) || row.Contains(":12", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Derivatives_of_each_day_stand_side_by_side_and_the_days_between_are_gaps()
    {
        var lake = await RunAsync("derivatives");
        await AssertGapsAsync(lake, "derivatives");
        var days = await RowsAsync($"SELECT event_date::VARCHAR AS day, count(*) AS n FROM {Table(lake, "silver/derivatives_market")} GROUP BY 1 ORDER BY 1");
        Assert.Equal(Days.Select(day => $$"""{"day":"{{day}}","n":"1"}"""), days);
    }

    private async Task<string> RunAsync(string pipeline)
    {
        var lake = market.NewLake();
        foreach (var day in Days)
        {
            var run = await Etl.RunAsync("run", pipeline, "--upstream", $"sim:{market.Tape}", "--now", $"{day}T12:00:00Z", "--lake", lake);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        return lake;
    }

    private static async Task AssertGapsAsync(string lake, string pipeline)
    {
        var gaps = await RowsAsync($"SELECT pipeline, missed_on::DATE::VARCHAR AS day, last_before::DATE::VARCHAR AS since FROM {Table(lake, "gate/gap")} ORDER BY 2");
        Assert.Equal(
            Enumerable.Range(8, 12).Select(day => $$"""{"pipeline":"{{pipeline}}","day":"2024-02-{{day:00}}","since":"2024-02-07"}"""), gaps);
    }

    private static async Task<string[]> RowsAsync(string sql) => [.. (await DuckDb.QueryAsync(sql)).Select(row => JsonSerializer.Serialize(row))];

    private static string Table(string lake, string table) => $"read_parquet('{lake}/{table}/*/*.parquet', hive_partitioning = true)";
}
