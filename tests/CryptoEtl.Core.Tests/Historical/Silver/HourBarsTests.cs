using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Historical.Silver;
using static CryptoEtl.Core.Tests.Historical.SeriesData;

namespace CryptoEtl.Core.Tests.Historical.Silver;

public sealed class HourBarsTests
{
    private static readonly Batch NoCandles = None(HistoricalTables.Candles);

    [Fact]
    public void Of_two_points_in_an_hour_the_last_counts_and_an_hour_without_any_has_no_row()
    {
        var rows = Of(Hours("bitcoin", new(5, 10), new(55, 11), new(185, 12)), NoCandles);

        Assert.Equal([0, 3], HoursOf(rows));
        Assert.Equal([11, 12], rows.Numbers("close_usd"));
        Assert.Equal([2, 1], rows.Integers("points"));
        Assert.Equal([22, 24], rows.Numbers("volume_24h_usd"));
        Assert.Equal(["point", "point"], rows.Texts("bar_source"));
        Assert.All(rows.Numbers("open_usd"), Assert.Null);
    }

    [Theory, InlineData(60, 0), InlineData(61, 1), InlineData(59, 0), InlineData(1440, 23)]
    public void A_stamp_on_the_hour_belongs_to_the_hour_that_ends_there(int minute, int hour) =>
        Assert.Equal([hour], HoursOf(Of(Hours("bitcoin", new Tick(minute, 10)), NoCandles)));

    [Fact]
    public void A_candle_has_the_bar_and_the_point_of_its_hour_the_volume_and_cap()
    {
        var rows = Of(Hours("bitcoin", new Tick(63, 7)), HourCandles("bitcoin", new(60, 10), new(120, 20)));

        Assert.Equal([0, 1], HoursOf(rows));
        Assert.Equal([10, 20], rows.Numbers("close_usd"));
        Assert.Equal([null, 14], rows.Numbers("volume_24h_usd"));
        Assert.Equal([null, 70], rows.Numbers("market_cap_usd"));
        Assert.Equal([0, 1], rows.Integers("points"));
        Assert.Equal(["ab", null], rows.Texts("raw_sha256"));
        Assert.All(rows.Texts("bar_source"), source => Assert.Equal("candle", source));
    }

    [Fact]
    public void An_hour_is_known_ten_minutes_after_it_and_not_before_its_inputs()
    {
        var rows = Of(Hours("bitcoin", new(30, 1), new(95, 1, Seen: 0.1)), NoCandles);

        Assert.Equal(StartOf(0).AddMinutes(70).UtcDateTime, rows.Instants("available_at")[0]);
        Assert.Equal(StartOf(0).AddMinutes(101).UtcDateTime, rows.Instants("available_at")[1]);
        Assert.Equal([StartOf(0).AddHours(1).UtcDateTime, StartOf(0).AddHours(2).UtcDateTime], rows.Instants("event_time"));
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var (points, candles) = (Hours("bitcoin", [.. Enumerable.Range(1, 60).Select(number => new Tick(number * 23, number))]), HourCandles("bitcoin", [.. Enumerable.Range(3, 9).Select(hour => new Tick(hour * 60, hour))]));
        Assert.Equal(Lines(Of(points, candles)), Lines(Of(Mixed(points, 1), Mixed(candles, 2))));
    }

    private static Batch Of(Batch points, Batch candles) => HourBars.Of(points, candles, SeriesData.Batch);

    private static IEnumerable<int> HoursOf(Batch rows) => rows.Instants("hour").Select(hour => (int)(hour!.Value - StartOf(0).UtcDateTime).TotalHours);
}
