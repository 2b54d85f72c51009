using CryptoEtl.Core.Tests.Universe.Identity;
using CryptoEtl.Core.Tests.Universe.Membership;
using CryptoEtl.Core.Universe.Bias;
using CryptoEtl.Core.Universe.Comparison;
using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Tests.Universe.Comparison;

public sealed class RankComparisonTests
{
    /// <summary>Ten coins, coin-1 the largest, and one without a cap; two share a name.</summary>
    private static readonly Vintage[] Market =
        [.. Enumerable.Range(1, 10).SelectMany(rank => Vintage.Daily($"coin-{rank}", 0, 20, 100 - rank)), .. Vintage.Daily("capless", 0, 20, 0)];

    private static readonly AssetNames Names = new([Listed.Rows(
        [.. Enumerable.Range(1, 10).Select(rank => new Listed(0, $"coin-{rank}", $"c{rank}", $"Coin {rank}")), new(0, "capless", "no", "Capless"),
            new(0, "gone", "gone", "Gone"), new(0, "twin-a", "twa", "Twin"), new(0, "twin-b", "twb", "Twin")])]);

    [Fact]
    public void Ranks_within_the_tolerance_agree_and_others_say_why()
    {
        var report = Compare(tolerance: 1, Coin(2, "coin-1"), Coin(3, "coin-1"), Coin(4, "coin-1", cap: 50), Coin(5, "nobody"), Coin(6, "gone"), Coin(7, "capless"));
        Assert.Equal([null, "rank differs: ours is 1", "cap differs: ours is +98 %", "not in the lake", "not held that week", "no cap that day"], report.Coins.Select(coin => coin.Miss));
        Assert.Equal((6, 4, 1), (report.InAll.Listed, report.InAll.Held, report.InAll.Agreed));
    }

    [Fact]
    public void Coins_the_lake_does_not_hold_shift_ranks_and_are_corrected_for()
    {
        var report = Compare(tolerance: 0, Coin(1, "nobody"), Coin(2, "gone"), Coin(3, "coin-1"), Coin(4, "coin-2"));
        Assert.Equal(["rank shifted: 2 above are not held", "rank shifted: 2 above are not held"], report.Coins.Skip(2).Select(coin => coin.Miss));
        Assert.Equal((2, 0, 2, 1.0), (report.InAll.Held, report.InAll.Agreed, report.InAll.AgreedAmongHeld, report.InAll.ShareAmongHeld));
    }

    [Fact]
    public void A_coin_is_found_by_slug_then_by_name_then_by_name_and_symbol_never_by_symbol_alone()
    {
        Assert.Equal(["coin-1"], Names.Find(new(default, 1, "Something", "x", "coin-1", null)));
        Assert.Equal(["coin-1"], Names.Find(new(default, 1, "COIN 1", "x", null, null)));
        Assert.Equal(["twin-b"], Names.Find(new(default, 1, "Twin", "TWB", null, null)));
        Assert.Equal(["twin-a", "twin-b"], Names.Find(new(default, 1, "Twin", null, null, null)));
        Assert.Empty(Names.Find(new(default, 1, "Something", "c1", null, null)));
    }

    [Fact]
    public void The_day_that_agrees_more_is_taken()
    {
        Vintage[] swap = [.. Vintage.Daily("coin-1", 0, 9, 2), .. Vintage.Daily("coin-2", 0, 9, 1), .. Vintage.Daily("coin-1", 10, 20, 1), .. Vintage.Daily("coin-2", 10, 20, 2)];
        ListedCoin[] evening = [new(Vintage.First.AddDays(10), 1, null, null, "coin-2", null), new(Vintage.First.AddDays(10), 2, null, null, "coin-1", null)];
        ListedCoin[] morning = [evening[0] with { Slug = "coin-1" }, evening[1] with { Slug = "coin-2" }];
        Assert.Equal(0, Comparison(swap, 0).Compare(evening).Better.DaysBefore);
        Assert.Equal(1, Comparison(swap, 0).Compare(morning).Better.DaysBefore);
    }

    [Fact]
    public void Lists_of_days_the_universe_lacks_are_counted() =>
        Assert.Equal((1, 0), Comparison(Market, 5).Compare([new(Vintage.First.AddDays(99), 1, null, null, "coin-1", null)], 1) is var report ? (report.ListsWithoutDay, report.Coins.Count) : default);

    [Fact]
    public void Columns_are_found_by_name()
    {
        const string Page = "position,x,CoinName,snapshot_date,MarketCap\n1,,\"Coin, \"\"One\"\"\",2018-02-27,5.5\n2,,Two,2018-02-27,\n";
        Assert.Equal(
            [new(new(2018, 2, 27), 1, "Coin, \"One\"", null, null, 5.5), new(new(2018, 2, 27), 2, "Two", null, null, null)],
            RankListFile.Read(new StringReader(Page), "page.csv"));
        Assert.Equal(new DateOnly(2022, 1, 14), RankListFile.Read(new StringReader("committed_at_utc,rank,name\n2022-01-14T23:52:22Z,1,Bitcoin\n"), "f").Single().Day);
    }

    [Theory]
    [InlineData("rank,name\n", "f.csv: has no column 'snapshot_date' or 'committed_at_utc' or 'date' or 'day'")]
    [InlineData("rank,day,symbol\n", "f.csv: has neither a column 'slug' nor 'name'")]
    [InlineData("rank,day,name\nfirst,2018-01-01,B\n", "f.csv:2: field 'rank' has value 'first': is not a rank")]
    [InlineData("rank,day,name\n1,someday,B\n", "f.csv:2: field 'snapshot_date' has value 'someday': is not a date")]
    public void What_cannot_be_read_is_refused(string text, string why) =>
        Assert.Equal(why, Assert.Throws<BadInputException>(() => RankListFile.Read(new StringReader(text), "f.csv").ToList()).Message);

    private static ListedCoin Coin(int rank, string slug, double? cap = null) => new(Vintage.First.AddDays(11), rank, null, null, slug, cap);

    private static ComparisonReport Compare(int tolerance, params ListedCoin[] coins) => Comparison(Market, tolerance).Compare(coins, 1);

    private static RankComparison Comparison(Vintage[] market, int tolerance)
    {
        var panel = new ClosePanel(Vintage.First, Vintage.First.AddDays(20));
        panel.Add(Vintage.Rows(market));
        var universe = UniverseMembership.Build(new(), Vintage.History(market), new(), new(Vintage.First, Vintage.First.AddDays(20), null, true), Vintage.Origin);
        return new(Names, new RankBook(universe), panel, tolerance);
    }
}
