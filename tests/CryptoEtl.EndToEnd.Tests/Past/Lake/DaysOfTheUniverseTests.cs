using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>The universe day by day: it is what one run makes of the same past, and no later word changes a day that was decided.</summary>
public sealed class DaysOfTheUniverseTests(PastDays past) : IClassFixture<PastDays>
{
    private const string Clocks = "observed_at, batch_id, raw_sha256, event_date";

    [SkippableTheory]
    [InlineData("silver/universe", 2_500, "")]
    [InlineData("silver/historical_market", 2_000, "")]
    [InlineData("silver/universe_class", 5, ", event_time, available_at")]
    public async Task Day_by_day_and_at_once_are_the_same(string table, int least, string alsoClocks)
    {
        var (days, once) = (Seen(past.Lake, table, alsoClocks), Seen(past.AtOnce, table, alsoClocks));
        var counts = Assert.Single(await DuckDb.QueryAsync(
            $"SELECT (SELECT count(*) FROM ({once})) AS n, (SELECT count(*) FROM ({days} EXCEPT ALL {once})) AS more, (SELECT count(*) FROM ({once} EXCEPT ALL {days})) AS less"));
        Assert.Equal(("0", "0"), (Text(counts, "more"), Text(counts, "less")));
        Assert.InRange(int.Parse(Text(counts, "n"), null), least, int.MaxValue);
    }

    [SkippableFact]
    public async Task Each_day_is_decided_once_and_never_told_otherwise()
    {
        var batches = await DuckDb.QueryAsync($"""
            SELECT day::VARCHAR AS day, any_value(batch_id) AS batch, count(DISTINCT batch_id) AS batches, count(*) FILTER (revision <> 'appended') AS changed
            FROM {PastDays.Rows(past.Lake, "silver/universe")} GROUP BY day ORDER BY day DESC LIMIT 15
            """);
        Assert.All(batches, day => Assert.Equal(("1", "0"), (Text(day, "batches"), Text(day, "changed"))));
        Assert.All(batches.Take(11).Reverse().Select((day, at) => (Day: day, Run: PastDays.First + at)), told =>
        {
            Assert.Equal($"2024-03-{told.Run - 1}", Text(told.Day, "day"));
            Assert.Matches($"^universe(~[0-9a-f]+)?-202403{told.Run}T010500Z$", Text(told.Day, "batch"));
        });
    }

    /// <summary>The cap of one day is carried over the next, which have none, until it is told otherwise.</summary>
    [SkippableFact]
    public async Task What_was_told_later_changes_no_day_before_it_was_known()
    {
        var restated = await DaysAsync(past.Lake, past.Tape.Restated);
        Assert.Equal(["17 true", "18 true", "19 true"], restated.Take(3).Select(day => day[..7]));
        Assert.Equal("20 false left fell", restated[3]);

        var withdrawn = await DaysAsync(past.Lake, past.Tape.Withdrawn);
        Assert.Equal(["17 true", "18 true", "19 true"], withdrawn.Take(3).Select(day => day[..7]));
        Assert.Equal("20 false left cap_withdrawn", withdrawn[3]);

        // Carried from the 16th at first; what was filled in later carries it one day further.
        var filled = await DaysAsync(past.Lake, past.Tape.Filled);
        Assert.Equal(["17 true stays rank", "18 true stays rank", "19 true stays rank", "20 true stays rank", "21 false left cap_stale"], filled);
    }

    /// <summary>Who asks later sees the new word from the start: that is what the two clocks are for.</summary>
    [SkippableFact]
    public async Task A_lake_that_begins_later_knows_only_the_new_word()
    {
        var late = past.NewLake();
        await past.RunAsync(late, "universe", PastDays.Last);
        Assert.DoesNotContain(await DaysAsync(late, past.Tape.Restated), day => day.StartsWith("17 true", StringComparison.Ordinal));
    }

    /// <summary>What a lake knew on the day before anything changed, but for when and by whom it was seen.</summary>
    private static string Seen(string lake, string table, string alsoClocks) =>
        $"SELECT * EXCLUDE ({Clocks}{alsoClocks}) FROM {PastDays.Rows(lake, table)} WHERE observed_at < TIMESTAMPTZ '2024-03-{PastDays.Unchanged} 12:00:00Z'";

    private static async Task<string[]> DaysAsync(string lake, string asset) =>
    [
        .. (await DuckDb.QueryAsync($"""
            SELECT strftime(day, '%d') || ' ' || is_member::VARCHAR || ' ' || change || ' ' || reason AS told
            FROM {PastDays.Rows(lake, "silver/universe")} WHERE asset_id = '{asset}' AND day >= DATE '{ChangedTape.Day}' ORDER BY day
            """)).Select(row => Text(row, "told")),
    ];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();
}
