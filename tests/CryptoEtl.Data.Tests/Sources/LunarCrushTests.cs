using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>LunarCrush's series: buckets stamped with their start.</summary>
public sealed class LunarCrushTests
{
    private const string Path = "coins/2/time-series/v2?bucket=hour";
    private static readonly DateTimeOffset Seen = At("2024-03-03T14:20:00");

    [Fact]
    public async Task Fact_2_the_bucket_that_runs_and_those_to_come_are_live()
    {
        // Hours that start at 12:00, 13:00, 14:00 and 15:00.
        var rows = await ParseAsync(Endpoints.SocialSeries, Path, """
            {"config":{"coin":"2","bucket":"hour","generated":1709475600},
             "data":[{"time":1709467200,"interactions":5},{"time":1709470800},{"time":1709474400},{"time":1709478000}]}
            """, Seen);

        Assert.Equal([false, false, true, true], rows.Flags("is_live"));
        Assert.Equal(Utc("2024-03-03T13:00:00"), rows.Instants(Tables.EventTime)[0]);
        Assert.Equal([Seen.UtcDateTime, Seen.UtcDateTime], rows.Instants(Tables.EventTime)[2..]);
        Assert.All(rows.Instants(Tables.AvailableAt), available => Assert.True(available <= Seen.UtcDateTime));
    }

    [Fact]
    public async Task A_bucket_that_ran_when_a_cached_answer_was_made_is_live_though_it_is_over_now()
    {
        var rows = await ParseAsync(Endpoints.SocialSeries, Path, """{"config":{"bucket":"hour","generated":1709473800},"data":[{"time":1709470800}]}""", Seen);
        Assert.Equal([true], rows.Flags("is_live"));
    }

    [Fact]
    public async Task A_day_is_out_two_hours_after_its_end_and_of_the_day_it_starts()
    {
        var rows = await ParseAsync(Endpoints.SocialSeries, "coins/2/time-series/v2?bucket=day", """
            {"config":{"coin":"2","bucket":"day","generated":1709475600},"data":[{"time":1709251200,"sentiment":83,"galaxy_score":65}]}
            """, Seen);

        Assert.Equal((Utc("2024-03-01"), Utc("2024-03-02"), Utc("2024-03-02T02:00:00")), (
            rows["day"].GetValue(0), rows.Instants(Tables.EventTime)[0], rows.Instants(Tables.AvailableAt)[0]));
        Assert.Equal((2L, "day", 83d), (rows.Integers("lunarcrush_id")[0], rows.Texts("bucket")[0], rows.Numbers("sentiment")[0]));
    }

    [Fact]
    public async Task A_small_coin_lacks_the_social_keys_and_that_is_no_drift()
    {
        var parsed = await ParseAllAsync(Endpoints.SocialSeries, Path, """{"config":{"bucket":"hour"},"data":[{"time":1709467200,"close":1.5}]}""", Seen);

        Assert.Null(parsed.Rows.Numbers("interactions")[0]);
        Assert.Equal((1.5, 2L), (parsed.Rows.Numbers("price_usd")[0], parsed.Rows.Integers("lunarcrush_id")[0]));
        Assert.Empty(parsed.Drift);
    }

    [Fact]
    public async Task Fact_15_changes_say_which_asset_was_rewritten_by_number_or_by_text()
    {
        var rows = await ParseAsync(Endpoints.SocialChanges, "system/changes", """
            {"data":[{"asset_type":"coins","asset_id":160963,"change":"a","time":1709467200},{"asset_type":"topics","asset_id":"bitcoin","change":"b","description":"d","time":"x"}]}
            """, Seen);

        Assert.Equal(["160963", "bitcoin"], rows.Texts("asset_key"));
        Assert.Equal([Utc("2024-03-03T12:00:00"), null], rows.Instants("changed_at"));
        Assert.Equal([null, "time=\"x\""], rows.Texts("type_errors"));
    }

    [Theory]
    [InlineData(Endpoints.SocialSeries, Path, """{"data":{}}""", "lunarcrush /coins/2/time-series/v2: the answer has no array 'data'")]
    [InlineData(Endpoints.SocialSeries, Path, """{"data":[{"close":1}]}""", "lunarcrush /coins/2/time-series/v2: row 0 has no 'time'")]
    [InlineData(Endpoints.SocialSeries, Path, """{"data":[{"time":1709467200000}]}""", "lunarcrush /coins/2/time-series/v2: row 0, field 'time' is 1709467200000, not a count of seconds")]
    [InlineData(Endpoints.SocialSeries, Path, """{"config":{"bucket":"week"},"data":[]}""", "lunarcrush /coins/2/time-series/v2: config.bucket is 'week', not hour or day")]
    [InlineData(Endpoints.SocialCoin, "coins/2/v1", """{"data":[]}""", "lunarcrush /coins/2/v1: the answer has no object 'data'")]
    [InlineData(Endpoints.SocialChanges, "system/changes", """{"data":[5]}""", "lunarcrush /system/changes: row 0 is Number, not an object")]
    [InlineData(Endpoints.SocialChanges, "system/changes", """{"data":[""", "lunarcrush /system/changes: malformed JSON at line 1")]
    public async Task Another_shape_names_place_and_cause(string endpoint, string path, string body, string message) => Assert.StartsWith(
        message, (await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(endpoint, path, body, Seen))).Message, StringComparison.Ordinal);
}
