using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using FsCheck;
using FsCheck.Fluent;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.QualityGate.Quarantine;

/// <summary>Rows that were held back, and what becomes of them.</summary>
public sealed class QuarantineBookTests
{
    private static readonly GateThresholds Lenient = new(MaxLoss: 1, MinMarketRows: 0);

    [Fact]
    public void A_row_that_broke_several_rules_is_one_row()
    {
        var row = Assert.Single(BookOf(new(), [], new Coin("bad") { Price = 0, Volume = -1 }, new Coin("good")).Rows);
        Assert.Equal(("bad", QuarantineState.Open), (row.Key.Split('|')[1], row.State));
        Assert.Equal(["LM004", "LM008"], row.Rules.Select(held => held.Rule).Order());
    }

    [Theory]
    [InlineData("asset", "bad", 1)]
    [InlineData("asset", "worse", 1)]
    [InlineData("asset", "good", 0)]
    [InlineData("rule", "LM008", 1)]
    [InlineData("rule", "LM004", 2)]
    [InlineData("table", "bronze_live_onchain", 0)]
    [InlineData("from", "9999-01-01", 0)]
    [InlineData("to", "9999-01-01", 2)]
    public void A_filter_keeps_what_it_names(string name, string value, int rows)
    {
        var filter = name switch
        {
            "asset" => new QuarantineFilter { Asset = value },
            "rule" => new QuarantineFilter { Rule = value },
            "table" => new QuarantineFilter { Table = value },
            "from" => new QuarantineFilter { From = DateOnly.Parse(value, null) },
            _ => new QuarantineFilter { To = DateOnly.Parse(value, null) },
        };
        Assert.Equal(rows, BookOf(filter, [], new Coin("bad") { Price = 0, Volume = -1 }, new Coin("worse") { Price = -1 }, new Coin("good")).Rows.Count);
    }

    /// <summary>Whatever is done in whatever order it is read: the last that changed something counts.</summary>
    [Fact]
    public void The_state_is_that_of_the_last_action_that_changed_something() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 3)).ToArbitrary(), kinds =>
        {
            var id = BookOf(new(), [], new Coin("bad") { Price = 0 }).Rows[0].Id;
            var actions = kinds.Select((kind, at) => Action(id, kind, at)).ToList();
            var row = BookOf(new(), actions.AsEnumerable().Reverse(), new Coin("bad") { Price = 0 }).Rows[0];

            var last = kinds.LastOrDefault(kind => kind != 3, -1);
            Assert.Equal(last switch { 0 => QuarantineState.Fixed, 1 => QuarantineState.Replayed, 2 => QuarantineState.Discarded, _ => QuarantineState.Open }, row.State);
            Assert.Equal(actions.Count, row.Actions.Count);
            Assert.Equal(actions.LastOrDefault(action => action.Word == QuarantineAction.Fix)?.RowJson ?? row.Original, row.Json);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_discarded_is_not_listed_among_the_open_and_is_not_lost()
    {
        var id = BookOf(new(), [], new Coin("bad") { Price = 0 }).Rows[0].Id;
        Assert.Empty(BookOf(new() { State = QuarantineState.Open }, [Action(id, 2, 0)], new Coin("bad") { Price = 0 }).Rows);
        Assert.Single(BookOf(new(), [Action(id, 2, 0)], new Coin("bad") { Price = 0 }).Rows);
    }

    [Fact]
    public void Rows_in_are_rows_passed_and_rows_held() => Prop.ForAll(
        Gen.ListOf(Gen.Elements(1.0, 0, -1, 2)).Where(prices => prices.Count > 0).ToArbitrary(), prices =>
        {
            var rows = InputOf([.. prices.Select((price, at) => new Coin($"c{at}") { Price = price })]);
            var judged = ReplayGate.Judge(LiveContracts.Market(new()), rows, [.. Enumerable.Range(0, prices.Count).Where(row => row % 2 == 0)]);
            Assert.Equal((prices.Count + 1) / 2, judged.Verdict.RowsIn);
            Assert.Equal(judged.Verdict.RowsIn, judged.Verdict.RowsPassed + judged.Verdict.RowsQuarantined);
            Assert.Equal(judged.Held.Count(held => held.Count > 0), judged.Verdict.RowsQuarantined);
            Assert.NotEqual(Decision.Halt, judged.Verdict.Decision);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_batch_of_a_replay_has_a_name_of_its_own_that_tells_what_it_is()
    {
        var row = BookOf(new(), [], new Coin("bad") { Price = 0 }).Rows[0];
        var replay = ReplayBatches.Of(row.Batch, [row], LiveContracts.Market(new()));
        Assert.Equal(replay, ReplayBatches.Of(row.Batch, [row], LiveContracts.Market(new())));
        Assert.NotEqual(replay, ReplayBatches.Of(row.Batch, [row], LiveContracts.Market(new(MaxLoss: 0.5))));
        Assert.True(ReplayBatches.IsOne(BatchId.TryParse(replay.Id)!));
        Assert.False(ReplayBatches.IsOne(row.Batch));
        Assert.False(ReplayBatches.IsOne(row.Batch with { Scope = "1a2b3c4dr2" }));
    }

    private static QuarantineAction Action(string id, int kind, int at)
    {
        var moment = new DateTime(2024, 3, 2, 0, 0, 0, DateTimeKind.Utc).AddSeconds(at);
        return kind switch
        {
            0 => new(id, "bronze_live_market", QuarantineAction.Fix, "ada", "typo", $"{{\"price_usd\":{at + 1}}}", null, null, moment),
            1 => new(id, "bronze_live_market", QuarantineAction.Replay, "ada", "typo", "{}", QuarantineAction.Passed, "live~q1a2b3c4d-20240301T120000Z", moment),
            2 => new(id, "bronze_live_market", QuarantineAction.Discard, "ada", "typo", null, null, null, moment),
            _ => new(id, "bronze_live_market", QuarantineAction.Replay, "ada", "typo", "{}", "LM004", null, moment),
        };
    }

    private static QuarantineBook BookOf(QuarantineFilter filter, IEnumerable<QuarantineAction> actions, params Coin[] coins)
    {
        var (contract, input) = (LiveContracts.Market(Lenient), InputOf(coins));
        var origin = Origin with { RawSha256 = null };
        var book = new QuarantineBook(filter);
        book.AddHeld(GateRecords.Quarantine(contract, input, Gate.Judge(contract, input).Findings, origin));
        book.AddActions(QuarantineAction.ToRows(actions, new("quarantine", origin.ObservedAt)));
        return book;
    }

    private static GateInput InputOf(params Coin[] coins) => new(Market(coins), Noon);
}
