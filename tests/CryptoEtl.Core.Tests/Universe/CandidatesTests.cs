using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Tests.Historical;
using CryptoEtl.Core.Tests.Universe.Identity;
using CryptoEtl.Core.Universe;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Universe;

public sealed class CandidatesTests
{
    private static readonly DateTimeOffset Now = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Last = new(2024, 5, 31);
    private static readonly DayRange Whole = new(SeriesShapes.FirstDay, Last);

    [Fact]
    public void A_new_coin_is_asked_from_the_first_day_on_active_or_not()
    {
        var requests = Ask(new AnsweringSource(new(2020, 1, 1)), Last, ("b", "active"), ("a", "inactive"));

        Assert.Equal(["a", "b"], requests.Select(request => request.Subject));
        Assert.All(requests, request => Assert.Equal(Whole, request.Days));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    public void Large_coins_are_asked_every_day_and_small_ones_every_week(int days, int asked)
    {
        var large = Answered(new AnsweringSource(new(2020, 1, 1)), Whole, "large");
        large.Coverage.Add(Cap("small", 1));

        var requests = Ask(large, Last.AddDays(days), depth: 1, ("large", "active"), ("small", "active"));

        Assert.Equal(asked, requests.Count);
        Assert.Equal(new DayRange(Last.AddDays(1), Last.AddDays(days)), requests.Single(request => request.Subject == "large").Days);
    }

    [Theory]
    [InlineData(29, 1)]
    [InlineData(30, 0)]
    public void An_inactive_coin_whose_chart_has_ended_is_done(int silent, int asked)
    {
        var source = Answered(new AnsweringSource(new(2020, 1, 1), Last.AddDays(-silent)), Whole, "a");

        Assert.Equal(asked, Ask(source, Last.AddDays(400), ("a", "inactive")).Count);
        Assert.Single(Ask(source, Last.AddDays(400), ("a", "active")));
    }

    [Fact]
    public void An_inactive_coin_without_any_point_is_done() =>
        Assert.Empty(Ask(Answered(new AnsweringSource(first: null), Whole, "a"), Last.AddDays(400), ("a", "inactive")));

    [Fact]
    public void A_hole_is_asked_for_whoever_it_is()
    {
        var source = Answered(new AnsweringSource(new(2020, 1, 1), new(2021, 1, 1)), new(SeriesShapes.FirstDay, new(2020, 5, 1)), "a");
        Answered(source, new(new(2020, 5, 9), Last), "a");

        Assert.Equal(new DayRange(new(2020, 5, 2), new(2020, 5, 8)), Assert.Single(Ask(source, Last, depth: 0, ("a", "inactive"))).Days);
    }

    [Fact]
    public void Only_the_assets_and_days_asked_for()
    {
        var scope = new RunScope(To: new(2022, 1, 1), Assets: ["b"]);
        var request = Assert.Single(Candidates.Requests(Listing(("a", "active"), ("b", "active")), new(), scope, Last, 10));
        Assert.Equal(("b", new DayRange(SeriesShapes.FirstDay, new(2022, 1, 1))), (request.Subject, request.Days));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Before_the_first_day_there_is_nothing_to_ask(bool refresh) =>
        Assert.Empty(Candidates.Requests(Listing(("a", "active")), new(), new(To: new(2012, 1, 1), Refresh: refresh), Last, 10));

    [Fact]
    public void A_refresh_asks_everybody_again_for_everything()
    {
        var source = Answered(new AnsweringSource(new(2020, 1, 1), new(2021, 1, 1)), Whole, "a");
        var request = Assert.Single(Candidates.Requests(Listing(("a", "inactive")), source.Coverage, new(Refresh: true), Last, 10));

        Assert.Equal((Whole, null), (request.Days, request.Request.SettledAt));
        Assert.Equal([Whole], request.Covered);
    }

    [Fact]
    public void After_the_answers_nothing_is_asked_on_the_same_day() => Prop.ForAll(
        Gen.Choose(1, 90).ArrayOf(6).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (passing, depth) =>
        {
            var (source, last) = (new AnsweringSource(new(2020, 1, 1), new(2024, 7, 1)), Last);
            foreach (var days in passing)
            {
                last = last.AddDays(days);
                var now = new DateTimeOffset(last.AddDays(1), new(12, 0), TimeSpan.Zero);
                source.Answer(Ask(source, last, depth, ("a", "active"), ("b", "inactive"), ("c", "active")), now);
                if (Ask(source, last, depth, ("a", "active"), ("b", "inactive"), ("c", "active")).Count > 0)
                    return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static IReadOnlyList<SeriesRequest> Ask(AnsweringSource source, DateOnly last, params (string, string)[] coins) => Ask(source, last, 10, coins);

    private static IReadOnlyList<SeriesRequest> Ask(AnsweringSource source, DateOnly last, int depth, params (string Asset, string Status)[] coins) =>
        Candidates.Requests(Listing(coins), source.Coverage, RunScope.Whole, last, depth);

    private static AnsweringSource Answered(AnsweringSource source, DayRange days, string asset)
    {
        source.Answer(SeriesShapes.OfCoin(SeriesKinds.Chart, asset, [days]), Now.AddDays(500));
        return source;
    }

    private static Batch Listing(params (string Asset, string Status)[] coins) => Listed.Rows(coins.Select(coin => new Listed(0, coin.Asset, "s", "n", Status: coin.Status)));

    private static Batch Cap(string asset, double cap)
    {
        var rows = new BatchBuilder(HistoricalTables.Coverage);
        rows.Text("series", SeriesKinds.Chart).Text("subject", asset).Day("from_day", Whole.From).Day("to_day", Whole.To).Day("last_day", Last).Number("last_cap_usd", cap).EndRow();
        return rows.Build();
    }
}
