using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Historical.Silver;
using FsCheck;
using FsCheck.Fluent;
using static CryptoEtl.Core.Tests.Historical.SeriesData;

namespace CryptoEtl.Core.Tests.Historical.Silver;

public sealed class MarketBarsTests
{
    private static readonly Batch NoHours = None(HistoricalTables.Chart), NoCandles = None(HistoricalTables.Candles);

    [Fact]
    public void A_day_with_a_candle_has_its_bar_and_the_charts_volume_and_cap()
    {
        var bars = Bars(Chart(new Told("bitcoin", 2, 101, Cap: 7, Volume: 3)), Candles(new Told("bitcoin", 2, 100)), NoHours);

        Assert.Equal((90, 120, 80, 100), Ohlc(bars, 0));
        Assert.Equal((3, 7, "candle", 1L), (bars.Numbers("volume_usd")[0], bars.Numbers("market_cap_usd")[0], bars.Texts("bar_source")[0], bars.Integers("points")[0]));
        Assert.Null(bars.Texts("raw_sha256")[0]);
    }

    [Fact]
    public void A_candle_without_a_point_is_a_bar_without_volume_and_cap()
    {
        var bars = Bars(Chart(new Told("bitcoin", 3, 5)), Candles(new("bitcoin", 1, 100), new("bitcoin", 5, 200), new("only-candles", 1, 1)), NoHours);

        Assert.Equal(["candle", "close", "candle", "candle"], bars.Texts("bar_source"));
        Assert.Equal(["bitcoin", "bitcoin", "bitcoin", "only-candles"], bars.Texts("asset_id"));
        Assert.Equal((null, null, "ab"), (bars.Numbers("volume_usd")[0], bars.Numbers("market_cap_usd")[0], bars.Texts("raw_sha256")[0]));
    }

    [Fact]
    public void Without_candles_the_points_at_both_ends_make_the_bar()
    {
        var bars = Bars(Chart(new("bitcoin", 1, 100), new("bitcoin", 2, 90), new("bitcoin", 3, 95, Raw: "cd")), NoCandles, NoHours);

        Assert.Equal(["close", "points", "points"], bars.Texts("bar_source"));
        Assert.Equal((null, null, null, 100), Ohlc(bars, 0));
        Assert.Equal((100, 100, 90, 90), Ohlc(bars, 1));
        Assert.Equal((90, 95, 90, 95), Ohlc(bars, 2));
        Assert.Equal(["ab", "ab", null], bars.Texts("raw_sha256"));
    }

    [Fact]
    public void After_a_hole_there_is_a_close_and_no_bar_of_several_days() =>
        Assert.Equal(["close", "close", "points"], Bars(Chart(new("bitcoin", 1, 100), new("bitcoin", 3, 90), new("bitcoin", 4, 91)), NoCandles, NoHours).Texts("bar_source"));

    [Fact]
    public void Hours_make_the_bar_of_a_day_without_a_candle()
    {
        var hours = Hours("bitcoin", new(30, 10), new(90, 14), new(150, null), new(210, 8), new(1440, 11), new(1500, 50));
        var bars = Bars(Chart(new Told("bitcoin", 0, 11.5), new Told("bitcoin", 1, 12)), NoCandles, hours);

        Assert.Equal((10, 14, 8, 11), Ohlc(bars, 0));
        Assert.Equal(("hours", 5L), (bars.Texts("bar_source")[0], bars.Integers("points")[0]));
        Assert.Equal("points", bars.Texts("bar_source")[1]);
    }

    [Theory, InlineData(0.0), InlineData(-5.0), InlineData(null)]
    public void A_cap_of_zero_is_unknown(double? cap) =>
        Assert.Null(Bars(Chart(new Told("bitcoin", 1, 5, cap)), NoCandles, NoHours).Numbers("market_cap_usd")[0]);

    [Fact]
    public void A_bar_is_known_forty_minutes_after_its_day_unless_it_was_seen_earlier()
    {
        var bars = Bars(Chart(new Told("bitcoin", 1, 5), new Told("bitcoin", 2, 5, Seen: 0.6), new Told("bitcoin", 3, 5, Seen: 0.6)), Candles(new Told("bitcoin", 2, 5, Seen: 30)), NoHours);

        Assert.Equal([EndOf(1).AddMinutes(40).UtcDateTime, EndOf(2).AddMinutes(40).UtcDateTime, EndOf(3).AddMinutes(36).UtcDateTime], bars.Instants("available_at"));
        Assert.Equal(EndOf(2).AddHours(30).UtcDateTime, bars.Instants("observed_at")[1]);
    }

    [Fact]
    public void A_restated_input_makes_the_bar_known_when_it_was_restated()
    {
        var chart = Chart(new Told("bitcoin", 2, 100), new Told("bitcoin", 3, 90));
        chart.Instants("available_at")[0] = chart.Instants("observed_at")[0] = EndOf(9).UtcDateTime;

        var bars = Bars(chart, NoCandles, NoHours);

        Assert.Equal([EndOf(9).UtcDateTime, EndOf(9).UtcDateTime], bars.Instants("available_at"));
    }

    [Fact]
    public void The_order_of_rows_changes_no_bar() => Check((story, seed) =>
        Lines(Bars(Mixed(story.Chart, seed), Mixed(story.Candles, seed + 1), Mixed(story.Hours, seed + 2))).SequenceEqual(Lines(story.Bars)));

    [Fact]
    public void No_bar_is_known_before_what_it_is_made_of() => Check((story, _) =>
    {
        var (days, available, observed) = (story.Bars.Instants("day"), story.Bars.Instants("available_at"), story.Bars.Instants("observed_at"));
        return Enumerable.Range(0, story.Bars.RowCount).All(row =>
            available[row] <= observed[row]
            && (available[row] == observed[row] || available[row] >= days[row]!.Value.AddDays(1).AddMinutes(40))
            && Known(story.Chart, story.Bars, row) && (story.Bars.Texts("bar_source")[row] != "candle" || Known(story.Candles, story.Bars, row)));
    });

    [Fact]
    public void Every_told_day_has_one_bar_whose_range_holds_open_and_close() => Check((story, _) =>
    {
        var (bars, told) = (story.Bars, DaysOf(story.Chart).Union(DaysOf(story.Candles)).ToHashSet());
        return DaysOf(bars).Count() == bars.RowCount && told.SetEquals(DaysOf(bars)) && Enumerable.Range(0, bars.RowCount).All(row => HoldsItsEnds(Ohlc(bars, row)));
    });

    private static bool HoldsItsEnds((double? Open, double? High, double? Low, double? Close) bar) => bar is (null, null, null, not null)
        || (bar.High >= bar.Open && bar.High >= bar.Close && bar.Low <= bar.Open && bar.Low <= bar.Close);

    private static bool Known(Batch inputs, Batch bars, int bar) => Enumerable.Range(0, inputs.RowCount)
        .Where(row => inputs.Texts("asset_id")[row] == bars.Texts("asset_id")[bar] && inputs.Instants("day")[row] == bars.Instants("day")[bar])
        .All(row => inputs.Instants("available_at")[row] <= bars.Instants("available_at")[bar] && inputs.Instants("observed_at")[row] <= bars.Instants("observed_at")[bar]);

    private static IEnumerable<(string?, DateTime?)> DaysOf(Batch rows) => rows.Texts("asset_id").Zip(rows.Instants("day")).Distinct();

    private static (double?, double?, double?, double?) Ohlc(Batch bars, int row) =>
        (bars.Numbers("open_usd")[row], bars.Numbers("high_usd")[row], bars.Numbers("low_usd")[row], bars.Numbers("close_usd")[row]);

    private static Batch Bars(Batch chart, Batch candles, Batch hours) => MarketBars.Of(chart, candles, hours, SeriesData.Batch);

    private static void Check(Func<Story, int, bool> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 9).ToArbitrary(), seed => holds(new(seed), seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    /// <summary>Two assets with holes in everything, seen early, late and restated.</summary>
    private sealed class Story
    {
        public Story(int seed)
        {
            var random = new Random(seed);
            Chart = SeriesData.Chart(Some(random));
            Candles = SeriesData.Candles(Some(random));
            Hours = SeriesData.Hours("b", [.. Enumerable.Range(0, 10 * 24).Where(_ => random.Next(3) == 0).Select(hour => new Tick((hour * 60) + random.Next(1, 60), random.Next(1, 9), random.Next(1, 40)))]);
            Bars = MarketBarsTests.Bars(Chart, Candles, Hours);
        }

        public Batch Chart { get; }

        public Batch Candles { get; }

        public Batch Hours { get; }

        public Batch Bars { get; }

        private static Told[] Some(Random random) =>
        [
            .. from asset in new[] { "a", "b" }
               from day in Enumerable.Range(0, 10)
               where random.Next(3) > 0
               select new Told(asset, day, random.Next(1, 100), random.Next(3) == 0 ? null : random.Next(5), random.Next(9), random.Next(1, 4000) / 40.0),
        ];
    }
}
