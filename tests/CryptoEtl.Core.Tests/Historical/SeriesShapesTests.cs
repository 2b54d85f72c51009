using CryptoEtl.Core.Historical;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Historical;

public sealed class SeriesShapesTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    private static readonly Arbitrary<(int From, int Days)[]> Missing =
        Gen.Choose(0, 3200).SelectMany(from => Gen.Choose(1, 40).Select(days => (from, days))).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    [Fact]
    public void A_chart_is_one_request_from_the_first_missing_day_to_the_last() => Check(missing =>
        SeriesShapes.OfCoin(SeriesKinds.Chart, "bitcoin", missing.All).Single().Days == new DayRange(missing.All[0].From, missing.All[^1].To));

    [Theory]
    [InlineData(SeriesKinds.Candles, SeriesShapes.CandleDays)]
    [InlineData(SeriesKinds.ChartHours, SeriesShapes.ChartHourDays)]
    [InlineData(SeriesKinds.CandleHours, SeriesShapes.CandleHourDays)]
    public void Windows_lie_on_a_grid_hold_a_missing_day_and_leave_none_out(string series, int width)
    {
        var grid = series == SeriesKinds.ChartHours ? SeriesShapes.FirstHours : SeriesShapes.FirstCandles;
        Check(missing =>
        {
            var windows = SeriesShapes.OfCoin(series, "bitcoin", missing.All).Select(request => request.Days).ToList();
            return windows.All(window => (window.From.DayNumber - grid.DayNumber) % width == 0 && window.Days >= 1 && window.Days <= width)
                && windows.All(window => missing.All.Any(window.Meets))
                && missing.All.SelectMany(DaysOf).Where(day => day >= grid).All(day => windows.Any(window => window.Contains(day)))
                && windows.SkipLast(1).All(window => window.Days == width)
                && windows.Select(window => window.From).Distinct().Count() == windows.Count;
        });
    }

    [Theory]
    [InlineData(SeriesKinds.Candles, "daily", 180 * 24 - 1)]
    [InlineData(SeriesKinds.CandleHours, "hourly", 31 * 24 - 1)]
    public void A_window_of_candles_asks_for_the_closes_of_its_days_and_no_more(string series, string interval, int hours)
    {
        var grid = SeriesShapes.FirstCandles;
        var window = SeriesShapes.OfCoin(series, "bitcoin", [new(grid, Today)]).First();
        var (from, to) = (Number(window, "from"), Number(window, "to"));

        Assert.Equal((Start(grid).AddHours(1), hours), (DateTimeOffset.FromUnixTimeSeconds(from), (to - from) / 3600));
        Assert.Contains($"&interval={interval}", window.Request.PathAndQuery, StringComparison.Ordinal);
        Assert.True(window.Request.MayBeRefused);
    }

    /// <summary>A source that is asked for one moment only may answer nothing, or in another grain.</summary>
    [Theory]
    [InlineData(SeriesKinds.Chart, 24 * 3600)]
    [InlineData(SeriesKinds.ChartHours, (24 * 3600) - 1)]
    [InlineData(SeriesKinds.Candles, 23 * 3600)]
    [InlineData(SeriesKinds.CandleHours, 23 * 3600)]
    public void A_single_missing_day_spans_time(string series, int atLeast)
    {
        var grid = series == SeriesKinds.ChartHours ? SeriesShapes.FirstHours : SeriesShapes.FirstCandles;
        var request = SeriesShapes.OfCoin(series, "bitcoin", [new(grid, grid)]).Single();
        Assert.True(Number(request, "to") - Number(request, "from") >= atLeast, request.Request.PathAndQuery);
    }

    [Fact]
    public void A_chart_asks_for_the_points_at_both_ends_of_its_days_in_seconds_and_days()
    {
        var request = SeriesShapes.OfCoin(SeriesKinds.Chart, "bitcoin", [new(new(2024, 3, 1), new(2024, 3, 2))]).Single().Request;

        Assert.Equal("coins/bitcoin/market_chart/range?vs_currency=usd&from=1709251200&to=1709424000&interval=daily", request.PathAndQuery);
        Assert.Equal(new DateTimeOffset(2024, 3, 3, 0, 40, 0, TimeSpan.Zero), request.SettledAt);
        Assert.False(request.MayBeRefused);
    }

    [Theory]
    [InlineData("_", "coins/_/market_chart")]
    [InlineData("1move token", "coins/1move%20token/market_chart")]
    [InlineData("boringdao-[old]", "coins/boringdao-%5Bold%5D/market_chart")]
    [InlineData("狗狗幣", "coins/%E7%8B%97%E7%8B%97%E5%B9%A3/market_chart")]
    [InlineData("a/b?c", "coins/a%2Fb%3Fc/market_chart")]
    public void Ids_of_free_text_are_escaped_and_name_files_of_their_own(string id, string path)
    {
        var request = SeriesShapes.OfCoin(SeriesKinds.Chart, id, [new(Today, Today)]).Single().Request;

        Assert.StartsWith(path, request.PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Name, name => Path.GetInvalidFileNameChars().Contains(name) || name is '/' or ' ' or '[');
    }

    [Fact]
    public void A_social_series_ends_where_its_last_day_does_and_is_settled_six_hours_later()
    {
        var request = SeriesShapes.Social(7, new(new(2024, 3, 1), new(2024, 3, 2))).Request;

        Assert.Equal("coins/7/time-series/v2?bucket=day&start=1709251200&end=1709424000", request.PathAndQuery);
        Assert.Equal(new DateTimeOffset(2024, 3, 3, 6, 0, 0, TimeSpan.Zero), request.SettledAt);
    }

    [Fact]
    public void Nothing_missing_asks_nothing() => Assert.All(
        new[] { SeriesKinds.Chart, SeriesKinds.Candles, SeriesKinds.ChartHours, SeriesKinds.CandleHours },
        series => Assert.Empty(SeriesShapes.OfCoin(series, "bitcoin", [])));

    [Theory]
    [InlineData(SeriesKinds.Chart, "2024-03-02T00:39", 0, "2024-02-29")]
    [InlineData(SeriesKinds.Chart, "2024-03-02T00:40", 0, "2024-03-01")]
    [InlineData(SeriesKinds.Candles, "2024-03-02T00:40", -1, "2024-02-29")]
    [InlineData(SeriesKinds.CandleHours, "2024-03-02T00:40", 0, "2024-03-01")]
    [InlineData(SeriesKinds.Tvl, "2024-03-02T01:59", 0, "2024-02-29")]
    [InlineData(SeriesKinds.Tvl, "2024-03-02T02:00", 0, "2024-03-01")]
    [InlineData(SeriesKinds.Dex, "2024-03-02T23:59", 0, "2024-02-29")]
    [InlineData(SeriesKinds.Dex, "2024-03-03T00:00", 0, "2024-03-01")]
    [InlineData(SeriesKinds.Social, "2024-03-02T05:59", 0, "2024-02-29")]
    [InlineData(SeriesKinds.Social, "2024-03-02T06:00", 0, "2024-03-01")]
    public void A_day_is_settled_at_its_lag_to_the_tick(string series, string moment, int ticks, string day) => Assert.Equal(
        DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
        SeriesKinds.LastSettled(series, DateTimeOffset.Parse(moment + "Z", System.Globalization.CultureInfo.InvariantCulture).AddTicks(ticks)));

    private static void Check(Func<DayRanges, bool> holds) => Prop.ForAll(Missing, stretches =>
    {
        var missing = new DayRanges();
        foreach (var (from, days) in stretches)
            missing.Add(new(SeriesShapes.FirstDay.AddDays(1500 + from), SeriesShapes.FirstDay.AddDays(1500 + from + days)));
        return holds(missing);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static long Number(SeriesRequest request, string parameter) => long.Parse(
        request.Request.PathAndQuery.Split($"{parameter}=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> DaysOf(DayRange range) => Enumerable.Range(0, range.Days).Select(day => range.From.AddDays(day));

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
