using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using FsCheck;
using FsCheck.Fluent;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.QualityGate.Quarantine;

public sealed class WhatIfTests
{
    private static readonly Contract Today = LiveContracts.Market(new(MaxLoss: 0.3, MinMarketRows: 2));

    [Fact]
    public void A_tighter_loss_refuses_a_batch_and_moves_no_row()
    {
        var batch = Assert.Single(Judge(ContractChange.MaxLoss(Today, 0.1), new("a"), new("b"), new("c"), new("d") { Price = 0 }));
        Assert.Equal((true, Decision.PassWithQuarantine, Decision.Halt), (batch.Flips, batch.Today.Decision, batch.Then.Decision));
        Assert.Equal((1, 1, 0, 0), (batch.HeldToday, batch.HeldThen, batch.NewlyHeld, batch.NewlyPassed));
    }

    [Fact]
    public void Rows_move_both_ways_and_are_told_by_name()
    {
        var then = ContractChange.Within(ContractChange.Drop(Today, "LM004"), "change_24h_pct=-5..5");
        var whatIf = new WhatIf(Today, then, mostExamples: 1);
        whatIf.Add(new("live", Noon), InputOf(new Coin("a") { Change = 9 }, new Coin("b") { Price = 0, Cap = 0 }, new Coin("c")));
        var batch = Assert.Single(whatIf.Batches());
        Assert.Equal((1, 1), (batch.NewlyHeld, batch.NewlyPassed));
        Assert.Equal([("a", true, "LM901"), ("b", false, "LM004")], whatIf.Examples.Select(row => (row.Key, row.IsHeld, row.Reason.Split(':')[0])).Order());
    }

    [Fact]
    public void A_rule_that_only_counts_holds_nothing_back() =>
        Assert.Equal(1, Assert.Single(Judge(ContractChange.OfSeverity(Today, "LM004=info"), new("a"), new("b") { Price = 0, Cap = 0 })).NewlyPassed);

    [Fact]
    public void More_rows_may_be_asked_for() =>
        Assert.Contains("LM100", Assert.Single(Judge(ContractChange.MinRows(Today, 5), new("a"), new("b"))).Then.Reasons[0], StringComparison.Ordinal);

    [Fact]
    public void Held_then_is_held_today_and_what_moved() => Prop.ForAll(
        Gen.ListOf(Gen.Elements(0.0, 1, 50, 200)).ToArbitrary(), prices =>
        {
            var batch = Judge(ContractChange.Within(ContractChange.Drop(Today, "LM004"), "price_usd=0..100"), [.. prices.Select((price, at) => new Coin($"c{at}") { Price = price, Cap = null })]);
            Assert.All(batch, one => Assert.Equal(one.HeldThen, one.HeldToday + one.NewlyHeld - one.NewlyPassed));
            Assert.Equal(prices.Count(price => price > 100), batch.Sum(one => one.NewlyHeld));
            Assert.Equal(prices.Count(price => price == 0), batch.Sum(one => one.NewlyPassed));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("LM999=info", "LM999")]
    [InlineData("LM004=loud", "loud")]
    [InlineData("LM004", "LM004")]
    public void A_severity_that_makes_no_sense_is_refused(string change, string named) =>
        Assert.Contains(named, Assert.Throws<BadInputException>(() => ContractChange.OfSeverity(Today, change)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("price_usd=9..1")]
    [InlineData("price_usd=1")]
    [InlineData("name=1..2")]
    [InlineData("price=1..2")]
    [InlineData("price_usd=a..2")]
    public void A_span_that_makes_no_sense_is_refused(string change) =>
        Assert.Throws<BadInputException>(() => ContractChange.Within(Today, change));

    private static IReadOnlyList<WhatIfBatch> Judge(Contract then, params Coin[] coins)
    {
        var whatIf = new WhatIf(Today, then, 5);
        whatIf.Add(new("live", Noon), InputOf(coins));
        return whatIf.Batches();
    }

    private static GateInput InputOf(params Coin[] coins) => new(Market(coins), Noon);
}
