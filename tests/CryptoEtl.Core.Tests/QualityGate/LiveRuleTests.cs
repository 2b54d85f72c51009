using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>Rules on rows of the live market that look at several columns, ranks or cells of a wrong type.</summary>
public sealed class LiveRuleTests
{
    private static readonly Contract Contract = LiveContracts.Market(new(MaxLoss: 1, MinMarketRows: 0));

    [Theory]
    [InlineData("current_price=\"x\"", "LM001", 1), InlineData("ath=\"x\"", "LM009", 0), InlineData("nobody_knows=1", "LM001", 1), InlineData("ath=\"a|b\"", "LM001", 1)]
    public void A_cell_of_a_wrong_type_costs_the_row_only_where_something_depends_on_it(string errors, string rule, int held)
    {
        var judgement = Judge(new Coin("a"), new Coin("b") { TypeErrors = errors });
        Assert.Contains(judgement.Findings, finding => finding.Rule == rule && finding.Row == 1);
        Assert.Equal(held, judgement.Verdict.RowsQuarantined);
    }

    [Fact]
    public void A_price_far_outside_its_day_is_counted_and_kept()
    {
        var judgement = Judge(new Coin("a") { Price = 11.1, Cap = 11_100 }, new Coin("b") { Price = 12, Cap = 12_000 });
        Assert.Equal(("LM010", 1), (Assert.Single(judgement.Findings).Rule, judgement.Findings[0].Row));
        Assert.Equal(Decision.Pass, judgement.Verdict.Decision);
    }

    [Fact]
    public void A_volume_of_more_than_fifty_caps_is_counted() => AssertOne("LM011", 0, new Coin("b") { Volume = 500_001 });

    [Fact]
    public void A_cap_above_all_money_is_held_back() => AssertOne("LM012", 1, new Coin("b") { Supply = 2e13, Cap = 2e14, Volume = 1e9 });

    [Fact]
    public void A_change_below_minus_a_hundred_percent_is_held_back()
    {
        AssertOne("LM016", 1, new Coin("b") { Change = -100.5 });
        Assert.Empty(Judge(new Coin("b") { Change = -100 }).Findings);
    }

    [Fact]
    public void A_cap_of_zero_is_counted() => AssertOne("LM019", 0, new Coin("b") { Cap = 0 });

    [Fact]
    public void A_volume_that_is_the_supply_is_counted() => AssertOne("LM020", 0, new Coin("b") { Volume = 1000 });

    [Fact]
    public void A_slip_of_units_is_named() => Assert.Contains("off by 10^3", Assert.Single(Judge(new Coin("a") { Cap = 1e7 }).Findings).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_coin_that_dwarfs_a_whole_market_is_held_back_and_the_largest_of_a_real_one_is_not()
    {
        var market = Enumerable.Range(1, 60).Select(at => new Coin($"coin-{at}") { Supply = 1e6 / at, Cap = 1e7 / at }).ToArray();
        Assert.Empty(Judge(market).Findings);
        var judgement = Judge([.. market, new Coin("giant") { Supply = 1e9, Cap = 1e10 }, new Coin("twin") { Supply = 1e9, Cap = 1e10 }]);
        Assert.Equal([60, 61], judgement.Findings.Where(finding => finding.Rule == "LM013").Select(finding => finding.Row));
        Assert.Equal(2, judgement.Verdict.RowsQuarantined);
    }

    [Fact]
    public void Ranks_that_rise_with_the_cap_or_are_shared_are_counted()
    {
        var rows = Market(new Coin("a"), new Coin("b") { Supply = 2000, Cap = 20_000 }, new Coin("c"), new Coin("d") { Cap = 0 });
        rows.Integers("market_cap_rank")[0] = 1;
        (rows.Integers("market_cap_rank")[1], rows.Integers("market_cap_rank")[2], rows.Integers("market_cap_rank")[3]) = (2, 2, 3);
        var findings = Gate.Judge(Contract, new(rows, Noon)).Findings;
        Assert.Equal([("LM014", 1), ("LM015", 2), ("LM019", 3)], findings.Select(finding => (finding.Rule, finding.Row)));
    }

    [Fact]
    public void More_coins_in_circulation_than_there_are_are_counted()
    {
        var rows = Market(new Coin("a"), new Coin("b"));
        (rows.Numbers("total_supply")[0], rows.Numbers("total_supply")[1]) = (1000, 900);
        Assert.Equal(("LM017", 1), Gate.Judge(Contract, new(rows, Noon)).Findings.Select(finding => (finding.Rule, finding.Row)).Single());
    }

    private static void AssertOne(string rule, int held, Coin coin)
    {
        var judgement = Judge(new Coin("a"), coin);
        Assert.Equal((rule, 1, held), (Assert.Single(judgement.Findings).Rule, judgement.Findings[0].Row, judgement.Verdict.RowsQuarantined));
    }

    private static Judgement Judge(params Coin[] coins) => Gate.Judge(Contract, new(Market(coins), Noon));
}
