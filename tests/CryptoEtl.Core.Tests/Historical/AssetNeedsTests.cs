using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Historical;

public sealed class AssetNeedsTests
{
    private static readonly AssetWork Links = new("uniswap", 7, ["uniswap-v2", "uniswap-v3"], ["uniswap-v3"], []);
    private static readonly HistoricalAccess All = new(WithSocial: true, WithCandles: true, IsLlamaPro: true);
    private static readonly DateTimeOffset Now = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_first_everything_is_asked_from_the_sources_first_day_to_the_last_settled_one()
    {
        var requests = Plan(new(DateOnly.MinValue), Now);

        Assert.Equal(
            [(SeriesKinds.Chart, "uniswap"), (SeriesKinds.Dex, "uniswap-v3"), (SeriesKinds.Social, "7"), (SeriesKinds.Tvl, "uniswap-v2"), (SeriesKinds.Tvl, "uniswap-v3")],
            requests.Where(request => request.Kind != SeriesKinds.Candles).Select(request => (request.Kind, request.Subject)).OrderBy(pair => pair));
        Assert.Equal(new DayRange(SeriesShapes.FirstDay, new(2024, 5, 31)), requests.Single(request => request.Kind == SeriesKinds.Chart).Days);
        Assert.Equal(new DayRange(new(2014, 1, 1), new(2024, 5, 30)), requests.Single(request => request.Kind == SeriesKinds.Dex).Days);
        Assert.Equal(SeriesShapes.FirstCandles, requests.Where(request => request.Kind == SeriesKinds.Candles).Min(request => request.Days.From));
    }

    /// <summary>Whatever days pass between the runs and at whatever hour they are: what was answered is not asked again.</summary>
    [Fact]
    public void After_everything_was_answered_nothing_is_asked() => Prop.ForAll(
        Gen.Choose(1, 24 * 60 * 90).ArrayOf(4).Select(minutes => (Minutes: minutes, Hours: false)).ToArbitrary(), Gen.Elements(false, true).ToArbitrary(),
        Gen.Elements<DateOnly?>(null, new(2020, 9, 17), new(2024, 6, 20)).ToArbitrary(), (passing, hours, last) =>
        {
            var (source, now) = (new AnsweringSource(new(2019, 3, 1), last), Now);
            foreach (var minutes in passing.Minutes)
            {
                now = now.AddMinutes(minutes);
                AnswerAll(source, now, hours);
                if (Plan(source, now, new(Hours: hours)).Count > 0)
                    return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void A_day_later_only_the_new_day_is_asked_but_for_series_that_come_whole()
    {
        var source = new AnsweringSource(new(2019, 3, 1));
        AnswerAll(source, Now, hours: false);

        var requests = Plan(source, Now.AddDays(1));

        var day = new DateOnly(2024, 6, 1);
        Assert.Equal(new DayRange(day, day), requests.Single(request => request.Kind == SeriesKinds.Chart).Days);
        Assert.Equal(new DayRange(day, day), requests.Single(request => request.Kind == SeriesKinds.Social).Days);
        Assert.Equal(day, Assert.Single(requests, request => request.Kind == SeriesKinds.Candles).Days.To);
        Assert.All(requests.Where(request => request.Kind is SeriesKinds.Tvl or SeriesKinds.Dex), request => Assert.Equal(new(2014, 1, 1), request.Days.From));
        Assert.All(requests, request => Assert.NotEmpty(request.Covered));
    }

    [Fact]
    public void A_hole_in_the_middle_is_asked_for()
    {
        var source = new AnsweringSource(new(2019, 3, 1));
        source.Answer(SeriesShapes.OfCoin(SeriesKinds.Chart, "uniswap", [new(SeriesShapes.FirstDay, new(2022, 1, 9))]), Now);
        source.Answer(SeriesShapes.OfCoin(SeriesKinds.Chart, "uniswap", [new(new(2022, 1, 20), new(2024, 5, 31))]), Now);

        var chart = Plan(source, Now).Single(request => request.Kind == SeriesKinds.Chart);

        Assert.Equal(new DayRange(new(2022, 1, 10), new(2022, 1, 19)), chart.Days);
        Assert.Equal(2, chart.Covered.Count);
    }

    [Fact]
    public void Of_a_dead_asset_no_candle_is_asked_before_its_first_day_or_after_its_last()
    {
        var source = new AnsweringSource(new(2020, 1, 5), new(2021, 2, 3));
        source.Answer(SeriesShapes.OfCoin(SeriesKinds.Chart, "uniswap", [new(SeriesShapes.FirstDay, new(2024, 5, 31))]), Now);

        var requests = Plan(source, Now, new(Hours: true));

        Assert.DoesNotContain(requests, request => request.Kind == SeriesKinds.Chart);
        foreach (var kind in new[] { SeriesKinds.Candles, SeriesKinds.ChartHours, SeriesKinds.CandleHours })
        {
            var days = requests.Where(request => request.Kind == kind).Select(request => request.Days).ToList();
            Assert.Equal(new DateOnly(2021, 2, 3), days[^1].To);
            Assert.True(days[0].To >= new DateOnly(2020, 1, 5), $"{kind} {days[0]}");
        }
    }

    [Fact]
    public void Of_a_coin_whose_chart_holds_no_point_no_candles_are_asked()
    {
        var source = new AnsweringSource(first: null);
        source.Answer(SeriesShapes.OfCoin(SeriesKinds.Chart, "uniswap", [new(SeriesShapes.FirstDay, new(2024, 5, 31))]), Now);

        Assert.DoesNotContain(Plan(source, Now, new(Hours: true)), request => request.Request.Endpoint is Endpoints.OhlcRange or Endpoints.MarketChartRange);
    }

    [Fact]
    public void A_chart_that_fell_silent_lately_is_asked_on_and_one_that_ended_is_not()
    {
        var source = new AnsweringSource(new(2020, 1, 5), new(2024, 5, 15));
        source.Answer(SeriesShapes.OfCoin(SeriesKinds.Chart, "uniswap", [new(SeriesShapes.FirstDay, new(2024, 5, 31))]), Now);
        Assert.Contains(Plan(source, Now.AddDays(1)), request => request.Kind == SeriesKinds.Chart);

        source.Answer(Plan(source, Now.AddDays(20)).Where(request => request.Kind == SeriesKinds.Chart), Now.AddDays(20));
        Assert.DoesNotContain(Plan(source, Now.AddDays(40)), request => request.Kind == SeriesKinds.Chart);
        Assert.Contains(Plan(source, Now.AddDays(40), new(Refresh: true)), request => request.Kind == SeriesKinds.Chart);
    }

    [Fact]
    public void A_refresh_asks_for_all_of_it_again_and_takes_no_answer_that_was_kept_for_good()
    {
        var source = new AnsweringSource(new(2019, 3, 1));
        AnswerAll(source, Now, hours: false);

        var requests = Plan(source, Now, new(Refresh: true));

        Assert.Equal(SeriesShapes.FirstDay, requests.Single(request => request.Kind == SeriesKinds.Chart).Days.From);
        Assert.Equal(5, requests.Select(request => request.Kind).Distinct().Count());
        Assert.All(requests, request => Assert.Null(request.Request.SettledAt));
    }

    [Fact]
    public void From_and_to_bound_what_is_bought_by_the_day()
    {
        var scope = new RunScope(new(2023, 1, 10), new(2023, 2, 1));
        var requests = Plan(new(new(2019, 3, 1)), Now, scope);

        Assert.Equal(new DayRange(SeriesShapes.FirstDay, new(2023, 2, 1)), requests.Single(request => request.Kind == SeriesKinds.Chart).Days);
        Assert.Equal(new DayRange(new(2023, 1, 10), new(2023, 2, 1)), requests.Single(request => request.Kind == SeriesKinds.Social).Days);
        Assert.All(requests.Where(request => request.Kind == SeriesKinds.Candles), request => Assert.True(request.Days.Meets(new(new(2023, 1, 10), new(2023, 2, 1)))));
        Assert.DoesNotContain(Plan(new(new(2019, 3, 1)), Now, new(new(2030, 1, 1))), request => request.Kind is SeriesKinds.Social or SeriesKinds.Candles);
    }

    [Fact]
    public void What_may_not_be_asked_is_left_out()
    {
        var requests = new AssetNeeds(new(), RunScope.Whole, new(WithSocial: false, WithCandles: false, IsLlamaPro: false), Now).Of(Links with { LunarCrushId = null }).Requests;

        Assert.Equal([SeriesKinds.Chart, SeriesKinds.Dex, SeriesKinds.Tvl], requests.Select(request => request.Kind).Distinct().Order());
        Assert.All(requests.Where(request => request.Kind == SeriesKinds.Tvl), request => Assert.Equal(Endpoints.Protocol, request.Request.Endpoint));
    }

    /// <summary>The second round asks for what the chart of the first lets ask: candles from the first day on.</summary>
    private static void AnswerAll(AnsweringSource source, DateTimeOffset now, bool hours)
    {
        for (var round = 0; round < 2; round++)
            source.Answer(Plan(source, now, new(Hours: hours)), now);
    }

    private static IReadOnlyList<SeriesRequest> Plan(AnsweringSource source, DateTimeOffset now, RunScope? scope = null) =>
        new AssetNeeds(source.Coverage, scope ?? RunScope.Whole, All, now).Of(Links).Requests;
}
