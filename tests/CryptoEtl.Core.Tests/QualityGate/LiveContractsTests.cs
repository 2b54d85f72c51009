using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.QualityGate;

public sealed class LiveContractsTests
{
    private static readonly GateThresholds Lenient = new(MaxLoss: 1, MinMarketRows: 0);

    public static TheoryData<string, string> RowsThatBreakOneRule => new()
    {
        { "LM001", "types" }, { "LM002", "no price" }, { "LM002", "no name" }, { "LM002", "no stamp" }, { "LM004", "zero" }, { "LM004", "negative" },
        { "LM005", "low above high" }, { "LM006", "cap x1000" }, { "LM006", "cap / 2" }, { "LM007", "stale" }, { "LM007", "future" }, { "LM008", "volume" },
    };

    [Theory, MemberData(nameof(RowsThatBreakOneRule))]
    public void A_row_that_breaks_one_rule_is_held_back_for_that_rule(string rule, string kind)
    {
        var judgement = Judge(Lenient, new Coin("good"), Broken(kind));

        Assert.Equal(rule, Assert.Single(judgement.Findings).Rule);
        Assert.Equal(["good"], judgement.Passed.Texts("asset_id"));
        Assert.Equal(Decision.PassWithQuarantine, judgement.Verdict.Decision);
    }

    [Fact]
    public void Of_two_rows_with_one_id_the_first_stays()
    {
        var judgement = Judge(Lenient, new Coin("twin") { Symbol = "first" }, new Coin("twin") { Symbol = "second" });

        Assert.Equal("LM003", Assert.Single(judgement.Findings).Rule);
        Assert.Equal(["first"], judgement.Passed.Texts("symbol"));
    }

    [Fact]
    public void Unknown_is_no_defect()
    {
        var judgement = Judge(Lenient, new Coin("new") { Cap = null, Supply = null, High = null, Low = null, Volume = null, Change = null }, new Coin("old") { Cap = 0 });
        Assert.Equal(Decision.Pass, judgement.Verdict.Decision);
    }

    [Fact]
    public void Too_few_rows_halt() => AssertHalts("LM100", Judge(new GateThresholds(MaxLoss: 1, MinMarketRows: 3), new Coin("a"), new Coin("b")));

    [Fact]
    public void Too_much_loss_halts() =>
        AssertHalts("LM101", Judge(new GateThresholds(MaxLoss: 0.4, MinMarketRows: 0), new Coin("a"), new Coin("b") { Price = 0 }));

    [Fact]
    public void Loss_at_the_threshold_passes() =>
        Assert.Equal(Decision.PassWithQuarantine, Judge(new GateThresholds(MaxLoss: 0.5, MinMarketRows: 0), new Coin("a"), new Coin("b") { Price = 0 }).Verdict.Decision);

    [Fact]
    public void An_empty_batch_is_too_small_not_lossy()
    {
        var verdict = Judge(new GateThresholds(MinMarketRows: 1)).Verdict;
        Assert.Equal((Decision.Halt, 0d), (verdict.Decision, verdict.Loss));
        Assert.StartsWith("LM100", Assert.Single(verdict.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_names_row_field_and_value()
    {
        var finding = Assert.Single(Judge(Lenient, new Coin("a"), new Coin("b") { Price = -2.5 }).Findings, finding => finding.Rule == "LM004");
        Assert.Equal((1, "price_usd", "-2.5"), (finding.Row, finding.Field, finding.Value));
    }

    [Fact]
    public void Another_threshold_is_another_contract() => Assert.NotEqual(
        LiveContracts.Market(new GateThresholds(MaxLoss: 0.05)).Sha256, LiveContracts.Market(new GateThresholds(MaxLoss: 0.06)).Sha256);

    [Fact]
    public void Every_rule_id_is_used_once()
    {
        var ids = Contracts.All(Lenient).SelectMany(c => c.Rules.Select(rule => (string?)rule.Id).Concat(c.BatchRules.Select(rule => rule.Id)).Append(c.MinRowsRule).Append(c.MaxLossRule)).OfType<string>().ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void A_verdict_survives_its_table()
    {
        var verdict = Judge(new GateThresholds(MaxLoss: 0, MinMarketRows: 9), new Coin("a"), new Coin("b") { Price = 0 }).Verdict;
        var back = GateRecords.VerdictAt(GateRecords.Verdicts([verdict], Origin), 0);

        Assert.Equivalent(verdict, back, strict: true);
    }

    [Fact]
    public void A_quarantined_row_keeps_its_key_and_all_its_cells()
    {
        var contract = LiveContracts.Market(Lenient);
        var input = new GateInput(Market(new Coin("a"), new Coin("b") { Price = 0 }), Noon);
        var rows = GateRecords.Quarantine(contract, input, Gate.Judge(contract, input).Findings, Origin);

        Assert.Equal("live-20180201T120000Z|b", rows.Texts("row_key")[0]);
        Assert.Contains("\"price_usd\":0", rows.Texts("row_json")[0]!, StringComparison.Ordinal);
        Assert.Equal("ab", rows.Texts(Tables.RawSha256)[0]);
    }

    private static Coin Broken(string kind) => kind switch
    {
        "types" => new Coin("bad") { TypeErrors = "price=\"x\"" },
        "no price" => new Coin("bad") { Price = null },
        "no name" => new Coin("bad") { Name = "" },
        "no stamp" => new Coin("bad") { LastUpdated = null },
        "zero" => new Coin("bad") { Price = 0 },
        "negative" => new Coin("bad") { Price = -1 },
        "low above high" => new Coin("bad") { Low = 12 },
        "cap x1000" => new Coin("bad") { Cap = 10_000_000 },
        "cap / 2" => new Coin("bad") { Cap = 5_000 },
        "stale" => new Coin("bad") { LastUpdated = Noon.AddHours(-7) },
        "future" => new Coin("bad") { LastUpdated = Noon.AddMinutes(6) },
        "volume" => new Coin("bad") { Volume = -1 },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Judgement Judge(GateThresholds thresholds, params Coin[] coins) =>
        Gate.Judge(LiveContracts.Market(thresholds), new GateInput(Market(coins), Noon));

    private static void AssertHalts(string rule, Judgement judgement)
    {
        Assert.Equal(Decision.Halt, judgement.Verdict.Decision);
        Assert.StartsWith(rule, Assert.Single(judgement.Verdict.Reasons), StringComparison.Ordinal);
    }
}
