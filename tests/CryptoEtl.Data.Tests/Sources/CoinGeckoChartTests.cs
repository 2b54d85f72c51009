using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Market charts: three arrays of stamps in milliseconds, of which none can be trusted by position.</summary>
public sealed class CoinGeckoChartTests
{
    private const string Range = "coins/bitcoin/market_chart/range?vs_currency=usd&from=1&to=2";
    private static readonly DateTimeOffset Seen = At("2024-03-03T14:42:00");

    // 2024-03-01, 02 and 03 at 00:00 UTC.
    private const string Daily = """
        {"prices":[[1709251200000,1],[1709337600000,2],[1709424000000,3],[1709476794000,4]],
         "market_caps":[[1709251200000,10],[1709337600000,20],[1709424000000,30],[1709476794000,40]],
         "total_volumes":[[1709251200000,100],[1709337600000,200],[1709424000000,300],[1709476794000,400]]}
        """;

    [Fact]
    public async Task Fact_1_stamps_are_milliseconds()
    {
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, Daily, Seen);

        Assert.Equal(Utc("2024-03-01"), rows.Instants("stamp")[0]);
        Assert.Equal("bitcoin", rows.Texts("asset_id")[0]);
        Assert.Null(rows.Texts("contract")[0]);
    }

    [Fact]
    public async Task Fact_1_a_stamp_in_seconds_is_refused_by_name()
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(
            () => ParseAsync(Endpoints.MarketChart, Range, """{"prices":[[1709251200,1]],"market_caps":[],"total_volumes":[]}""", Seen));
        Assert.Equal(
            "coingecko /coins/bitcoin/market_chart/range: prices[0] is 1709251200, not a count of milliseconds since 1970", failure.Message);
    }

    [Fact]
    public async Task Fact_2_the_last_point_is_live_where_it_is_off_the_daily_grid()
    {
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, Daily, Seen);
        Assert.Equal([false, false, false, true], rows.Flags("is_live"));
    }

    [Fact]
    public async Task Fact_3_a_daily_point_is_the_end_of_the_day_before_and_out_at_its_lag()
    {
        var range = await ParseAsync(Endpoints.MarketChartRange, Range, Daily, Seen);
        var chart = await ParseAsync(Endpoints.MarketChart, Range, Daily, Seen);

        Assert.Equal([Utc("2024-02-29"), Utc("2024-03-01"), Utc("2024-03-02"), Utc("2024-03-03")], range["day"].Cast<DateTime?>());
        Assert.Equal(Utc("2024-03-02"), range.Instants(Tables.EventTime)[1]);
        Assert.Equal(Utc("2024-03-02T00:35:00"), range.Instants(Tables.AvailableAt)[1]);
        Assert.Equal(Utc("2024-03-02T00:10:00"), chart.Instants(Tables.AvailableAt)[1]);
        Assert.All(range.Instants(Tables.AvailableAt), available => Assert.True(available <= Seen.UtcDateTime));
    }

    [Fact]
    public async Task Arrays_of_different_length_and_order_are_joined_by_stamp_and_never_by_position()
    {
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, """
            {"prices":[[1709424000000,3],[1709251200000,1],[1709337600000,2]],
             "market_caps":[[1709337600000,20]],
             "total_volumes":[[1709251200000,100],[1709424000000,300]]}
            """, Seen);

        Assert.Equal([1, 2, 3], rows.Numbers("price_usd"));
        Assert.Equal([null, 20, null], rows.Numbers("market_cap_usd"));
        Assert.Equal([100, null, 300], rows.Numbers("volume_24h_usd"));
    }

    [Fact]
    public async Task A_stamp_that_only_a_later_array_knows_is_a_point_too()
    {
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, """{"prices":[],"market_caps":[[1709251200000,7]],"total_volumes":[]}""", Seen);
        Assert.Equal((1, null, 7d), (rows.RowCount, rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0]));
    }

    [Fact]
    public async Task Of_a_stamp_given_twice_the_last_value_counts_and_the_repeat_is_noted()
    {
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, """
            {"prices":[[1709251200000,1],[1709337600000,2],[1709251200000,9]],"market_caps":[],"total_volumes":[]}
            """, Seen);

        Assert.Equal([9, 2], rows.Numbers("price_usd"));
        Assert.Equal([1, 0], rows.Integers("repeats"));
    }

    [Fact]
    public async Task A_null_inside_is_a_null_and_zero_stays_zero()
    {
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, """
            {"prices":[[1709251200000,1]],"market_caps":[[1709251200000,null]],"total_volumes":[[1709251200000,0]]}
            """, Seen);

        Assert.Null(rows.Numbers("market_cap_usd")[0]);
        Assert.Equal(0, rows.Numbers("volume_24h_usd")[0]);
        Assert.Null(rows.Texts("type_errors")[0]);
    }

    [Fact]
    public async Task A_value_that_is_no_number_is_null_and_noted_and_one_written_as_text_is_read()
    {
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, """
            {"prices":[[1709251200000,"x"]],"market_caps":[[1709251200000,"12.5"]],"total_volumes":[[1709251200000,{"usd":1}]]}
            """, Seen);

        Assert.Equal((null, 12.5, null), (rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal("prices=\"x\"|total_volumes={…}", rows.Texts("type_errors")[0]);
    }

    [Fact]
    public async Task Fact_9_hours_off_the_hour_two_in_one_and_none_in_another_are_kept_as_they_are()
    {
        // 10:03:20, 11:00:05, 11:58:40, none in 12, 13:21:00, and now.
        var rows = await ParseAsync(Endpoints.MarketChartRange, Range, """
            {"prices":[[1709460200000,1],[1709463605000,2],[1709467120000,3],[1709472060000,4],[1709476794000,5]],"market_caps":[],"total_volumes":[]}
            """, Seen);

        Assert.Equal(5, rows.RowCount);
        Assert.Equal([false, false, false, false, true], rows.Flags("is_live"));
        Assert.All(rows["day"].Cast<DateTime?>(), day => Assert.Equal(Utc("2024-03-03"), day));
    }

    [Fact]
    public async Task Hours_of_a_closed_range_have_no_live_point()
    {
        const string Hours = """{"prices":[[1709472060000,4],[1709476794000,5]],"market_caps":[],"total_volumes":[]}""";

        Assert.Equal([false, true], (await ParseAsync(Endpoints.MarketChartRange, Range, Hours, Seen)).Flags("is_live"));
        Assert.Equal([false, false], (await ParseAsync(Endpoints.MarketChartRange, Range, Hours, Seen, settledAt: Seen)).Flags("is_live"));
        Assert.Equal([false, false], (await ParseAsync(Endpoints.MarketChartRange, Range, Hours, Seen.AddDays(2))).Flags("is_live"));
    }

    [Theory, InlineData(Endpoints.MarketChart), InlineData(Endpoints.MarketChartRange), InlineData(Endpoints.ContractChartRange)]
    public async Task Empty_arrays_are_no_rows_and_no_error(string endpoint) =>
        Assert.Equal(0, (await ParseAsync(endpoint, Range, """{"prices":[],"market_caps":[],"total_volumes":[]}""", Seen)).RowCount);

    [Fact]
    public async Task A_chart_by_contract_is_named_by_platform_and_address()
    {
        var rows = await ParseAsync(
            Endpoints.ContractChartRange, "coins/ethereum/contract/0xAB12/market_chart/range?vs_currency=usd", Daily, Seen);

        Assert.Equal("ethereum:0xab12", rows.Texts("contract")[0]);
        Assert.Null(rows.Texts("asset_id")[0]);
    }

    [Fact]
    public async Task An_id_of_free_text_is_unescaped() => Assert.Equal(
        "boringdao-[old]",
        (await ParseAsync(Endpoints.MarketChart, "coins/boringdao-%5Bold%5D/market_chart?vs_currency=usd&days=max", Daily, Seen)).Texts("asset_id")[0]);

    [Fact]
    public async Task A_chart_in_euro_is_not_put_into_columns_of_dollars() => await Assert.ThrowsAsync<ArgumentException>(
        () => ParseAsync(Endpoints.MarketChart, "coins/bitcoin/market_chart?vs_currency=eur", Daily, Seen));

    [Theory]
    [InlineData("[]", "the answer is Array, not an object")]
    [InlineData("""{"prices":[]}""", "no array 'market_caps'")]
    [InlineData("""{"prices":{"a":1},"market_caps":[],"total_volumes":[]}""", "no array 'prices'")]
    [InlineData("""{"prices":[7],"market_caps":[],"total_volumes":[]}""", "prices[0] is Number, not an array")]
    [InlineData("""{"prices":[[1709251200000,1],[1709251200000]],"market_caps":[],"total_volumes":[]}""", "prices[1] has 1 elements, not 2")]
    [InlineData("""{"prices":[["2024-03-01",1]],"market_caps":[],"total_volumes":[]}""", "prices[0] is String, not a stamp")]
    [InlineData("""{"prices":[[null,1]],"market_caps":[],"total_volumes":[]}""", "prices[0] is Null, not a stamp")]
    [InlineData("""{"prices":[[1709251200000.5,1]],"market_caps":[],"total_volumes":[]}""", "prices[0] is Number, not a stamp")]
    [InlineData("""{"prices":[[1709251200000,1]""", "malformed JSON at line 1")]
    public async Task Another_shape_names_place_and_cause(string body, string cause)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(Endpoints.MarketChartRange, Range, body, Seen));
        Assert.StartsWith("coingecko /coins/bitcoin/market_chart/range: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_market_has_its_arrays_one_level_deeper_and_other_names()
    {
        var rows = await ParseAsync(Endpoints.GlobalChart, "global/market_cap_chart?days=30&vs_currency=usd", """
            {"market_cap_chart":{"market_cap":[[1709424000000,2655918998143.8896],[1709476794000,5]],"volume":[[1709476794000,7],[1709424000000,72758388801.76349]]}}
            """, Seen);

        Assert.Equal([2655918998143.89, 5], rows.Numbers("market_cap_usd"));
        Assert.Equal([72758388801.7635, 7], rows.Numbers("volume_24h_usd"));
        Assert.Equal([false, true], rows.Flags("is_live"));
        Assert.Equal(Utc("2024-03-03T00:05:00"), rows.Instants(Tables.AvailableAt)[0]);
    }

    [Theory]
    [InlineData("""{"data":{}}""", "no object 'market_cap_chart'")]
    [InlineData("""{"market_cap_chart":{"market_cap":[]}}""", "no array 'volume'")]
    public async Task A_global_chart_of_another_shape_names_the_cause(string body, string cause) => Assert.Contains(
        cause, (await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(Endpoints.GlobalChart, "global/market_cap_chart", body, Seen))).Message,
        StringComparison.Ordinal);
}
