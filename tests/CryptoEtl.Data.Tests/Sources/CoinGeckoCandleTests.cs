using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Candles: the stamp is the close, and there is no volume.</summary>
public sealed class CoinGeckoCandleTests
{
    private const string Path = "coins/bitcoin/ohlc/range?vs_currency=usd&interval=daily";
    private static readonly DateTimeOffset Seen = At("2024-03-02T15:34:27");

    [Fact]
    public async Task Fact_4_the_stamp_is_the_close_so_the_candle_is_of_the_day_that_ends_there()
    {
        var rows = await ParseAsync(Endpoints.OhlcRange, Path, "[[1709251200000,1,4,0.5,2]]", Seen);

        Assert.Equal(Utc("2024-03-01"), rows.Instants("stamp")[0]);
        Assert.Equal(Utc("2024-02-29"), rows["day"].GetValue(0));
        Assert.Equal(Utc("2024-03-01T00:35:00"), rows.Instants(Tables.AvailableAt)[0]);
        Assert.Equal((1, 4, 0.5, 2), (rows.Numbers("open_usd")[0], rows.Numbers("high_usd")[0], rows.Numbers("low_usd")[0], rows.Numbers("close_usd")[0]));
    }

    [Fact]
    public async Task Fact_4_the_running_candle_closes_in_the_future_and_its_values_are_of_now()
    {
        // 12:00 and 16:00.
        var rows = await ParseAsync(Endpoints.Ohlc, Path, "[[1709380800000,1,1,1,1],[1709395200000,2,2,2,2]]", Seen);

        Assert.Equal([false, true], rows.Flags("is_live"));
        Assert.Equal(Utc("2024-03-02T16:00:00"), rows.Instants("stamp")[1]);
        Assert.Equal(Seen.UtcDateTime, rows.Instants(Tables.EventTime)[1]);
        Assert.Equal(Seen.UtcDateTime, rows.Instants(Tables.AvailableAt)[1]);
    }

    [Fact]
    public async Task Fact_4_a_candle_that_closed_within_the_cache_time_may_have_been_running() => Assert.Equal(
        [true], (await ParseAsync(Endpoints.Ohlc, Path, "[[1709395200000,2,2,2,2]]", At("2024-03-02T16:14:59"))).Flags("is_live"));

    [Fact]
    public async Task A_null_price_is_a_null() =>
        Assert.Null((await ParseAsync(Endpoints.Ohlc, Path, "[[1709251200000,1,null,1,1]]", Seen)).Numbers("high_usd")[0]);

    [Fact]
    public async Task No_candles_are_no_rows() => Assert.Equal(0, (await ParseAsync(Endpoints.Ohlc, Path, "[]", Seen)).RowCount);

    [Theory]
    [InlineData("[[1709251200000,1,1,1]]", "candle 0 has 4 elements, not 5")]
    [InlineData("[[1709251200000,1,1,1,1],{}]", "candle 1 is Object, not an array")]
    [InlineData("[[1709251200,1,1,1,1]]", "candle 0 is 1709251200, not a count of milliseconds")]
    [InlineData("[[1709251200000,1,1,1,1]", "malformed JSON")]
    [InlineData("""{"error":"coin not found"}""", "malformed JSON")]
    public async Task Another_shape_names_place_and_cause(string body, string cause)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(Endpoints.OhlcRange, Path, body, Seen));
        Assert.StartsWith("coingecko /coins/bitcoin/ohlc/range: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
    }
}
