using System.Xml.Linq;
using CryptoEtl.Core.Tests.Universe.Membership;
using CryptoEtl.Core.Universe.Bias;
using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Tests.Universe.Bias;

/// <summary>Small markets, worked out by hand.</summary>
public sealed class BiasTests
{
    [Fact]
    public void Daily_equal_weights_average_the_steps()
    {
        var panel = Panel(2, Prices("a", 0, 1, 2, 2), Prices("b", 0, 1, 1, 0.5));
        Assert.Equal([1, 1.5, 1.5 * 0.75], Play(panel, Weighting.Equal, Rebalancing.Day).Levels);
    }

    [Fact]
    public void Bought_once_a_month_the_winner_grows_in_weight()
    {
        var panel = Panel(2, Prices("a", 0, 1, 2, 2), Prices("b", 0, 1, 1, 0.5));
        Assert.Equal([1, 1.5, 1.25], Play(panel, Weighting.Equal, Rebalancing.Month).Levels);
    }

    [Fact]
    public void Weights_by_cap_are_those_known_when_it_was_decided()
    {
        var panel = Panel(1, Prices("a", 0, 3, 6), Prices("b", 0, 1, 1));
        Assert.Equal([1, (0.75 * 2) + 0.25], Play(panel, Weighting.Cap, Rebalancing.Day).Levels);
    }

    [Fact]
    public void What_vanishes_is_sold_at_its_last_price_or_loses_everything()
    {
        var panel = Panel(9, Prices("dies", 0, 1, 1, 0.5), Prices("lives", 0, [.. Enumerable.Repeat(1d, 10)]));
        var told = Play(panel, Weighting.Equal, Rebalancing.Month);
        var all = Play(panel, Weighting.Equal, Rebalancing.Month, vanishedLoseAll: true);
        Assert.Equal((0.75, 0.5, 1), (told.Levels[^1], all.Levels[^1], told.Vanished));
    }

    [Fact]
    public void A_hole_of_a_few_days_is_no_death()
    {
        var panel = Panel(9, [.. Prices("a", 0, 1, 1), .. Prices("a", 4, 3, 3, 3, 3, 3, 3)]);
        var index = Play(panel, Weighting.Equal, Rebalancing.Month, vanishedLoseAll: true);
        Assert.Equal([1, 1, 1, 1, 3, 3, 3, 3, 3, 3], index.Levels);
        Assert.Equal(0, index.Vanished);
    }

    [Fact]
    public void Survivors_leave_out_who_died_and_so_look_better()
    {
        var panel = Panel(9, Prices("dies", 0, 1, 0.1, 0.1), Prices("lives", 0, [.. Enumerable.Repeat(1d, 10)]));
        var report = BiasReport.Of(Members(panel), panel, Rebalancing.Month);
        Assert.Equal(0.55, report.Named(BiasReport.PointInTime, Weighting.Equal).Levels[^1], 12);
        Assert.Equal(1, report.Named(BiasReport.Survivors, Weighting.Equal).Levels[^1], 12);
        Assert.Equal(0.5, report.Named(BiasReport.LoseAll, Weighting.Equal).Levels[^1], 12);
    }

    [Fact]
    public void Members_of_the_last_day_are_held_from_their_first_price_on()
    {
        var panel = Panel(9, Prices("old", 0, 9, 9, 9, 9, 9, 1), Prices("new", 5, 8, 8, 16, 16, 16));
        var last = Holdings.OfMembers(UniverseMembership.Build(new() { Top = 1 }, History(panel), new(), Span(9), Vintage.Origin), panel.Panel).OfLastMembers(panel.Panel);
        Assert.Equal([0, 1], new[] { 4, 5 }.Select(day => last.AssetsOn(day).Length));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 2, 2, 2], BiasIndex.Play("", Weighting.Equal, Rebalancing.Month, last, panel.Panel).Levels);
    }

    [Theory]
    [InlineData(1, 100, 1), InlineData(1, 0.001, 1)]
    public void A_spike_up_or_down_is_taken_out(double before, double spike, double after)
    {
        var panel = Panel(4, Prices("a", 0, before, spike, after, after, after));
        Assert.Equal((1, false), (panel.Panel.Spikes, panel.Panel.HasCloseOn(0, 1)));
    }

    [Fact]
    public void A_collapse_is_no_spike_and_counts_in_full()
    {
        var panel = Panel(4, Prices("luna", 0, 68, 17, 0.0003, 0.00005, 0.00005));
        Assert.Equal(0, panel.Panel.Spikes);
        Assert.Equal(0.00005 / 68, Play(panel, Weighting.Equal, Rebalancing.Day).Levels[^1], 12);
    }

    [Fact]
    public void A_step_up_beyond_ten_times_counts_as_none() =>
        Assert.Equal((1d, 1), Play(Panel(2, Prices("a", 0, 1, 1000, 1000)), Weighting.Equal, Rebalancing.Day) is var index ? (index.Levels[^1], index.UnbelievedSteps) : default);

    [Fact]
    public void One_cap_a_hundred_times_all_others_is_not_bought()
    {
        Vintage[] market = [new("fault", 0, 35, 1e15, Price: 5), new("fault", 1, 35, 1e15, Price: 1), .. Prices("a", 0, 1, 2), .. Prices("b", 0, 1, 2)];
        Assert.Equal(2, Play(Panel(1, market), Weighting.Cap, Rebalancing.Day).Levels[^1]);
    }

    [Fact]
    public void Yearly_returns_chain_to_the_whole()
    {
        var panel = Panel(400, Prices("a", 0, [.. Enumerable.Range(0, 401).Select(day => 1 + (day / 100d))]), Prices("b", 0, [.. Enumerable.Range(0, 401).Select(day => 2 - (day / 401d))]));
        var report = BiasReport.Of(Members(panel), panel, Rebalancing.Month);
        Assert.Equal([2019, 2020, 2021], report.Years);
        Assert.All(report.Indices, index => Assert.Equal(index.Levels[^1], report.Years.Aggregate(1d, (level, year) => level * (1 + report.ReturnOf(index, year))), 9));
    }

    [Fact]
    public void The_picture_is_well_formed_and_stays_within_its_frame()
    {
        var panel = Panel(400, Prices("a", 0, [.. Enumerable.Range(0, 401).Select(day => Math.Exp(day / 40d))]), Prices("dies", 0, 1, 0.001));
        var svg = XDocument.Parse(BiasPlot.Draw(BiasReport.Of(Members(panel), panel, Rebalancing.Month)));
        XNamespace space = "http://www.w3.org/2000/svg";
        var points = svg.Descendants(space + "polyline").SelectMany(line => line.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(point => point.Split(',').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal(8, svg.Descendants(space + "polyline").Count());
        Assert.All(points, point => Assert.True(point is [>= 74 and <= 730, >= 44 and <= 284], $"{point[0]},{point[1]}"));
        Assert.Contains(svg.Descendants(space + "text"), text => text.Value.Contains("log scale", StringComparison.Ordinal));
        Assert.Contains(svg.Descendants(space + "text"), text => text.Value == "2020");
    }

    private sealed record Market(ClosePanel Panel, Vintage[] All, int To)
    {
        public static implicit operator ClosePanel(Market market) => market.Panel;
    }

    private static Market Panel(int to, params IEnumerable<Vintage>[] coins)
    {
        var panel = new ClosePanel(Vintage.First, Vintage.First.AddDays(to));
        Vintage[] all = [.. coins.SelectMany(coin => coin)];
        panel.Add(Vintage.Rows(all));
        panel.RemoveSpikes();
        return new(panel, all, to);
    }

    /// <summary>A coin whose cap is its price, day after day.</summary>
    private static IEnumerable<Vintage> Prices(string asset, int from, params double[] prices) =>
        prices.Select((price, at) => new Vintage(asset, from + at, Vintage.Ready, price, Price: price));

    private static CapHistory History(Market market) => Vintage.History(market.All);

    private static MembershipSpan Span(int to) => new(Vintage.First, Vintage.First.AddDays(to), null, true);

    private static Holdings Members(Market market) =>
        Holdings.OfMembers(UniverseMembership.Build(new(), History(market), new(), Span(market.To), Vintage.Origin), market.Panel);

    private static BiasIndex Play(Market market, Weighting weighting, Rebalancing rebalancing, bool vanishedLoseAll = false) =>
        BiasIndex.Play("", weighting, rebalancing, Members(market), market.Panel, vanishedLoseAll);
}
