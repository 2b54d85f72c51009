using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using static CryptoEtl.Core.Tests.Revisions.ChartLedger;

namespace CryptoEtl.Core.Tests.Revisions;

public sealed class DifferencesTests
{
    private readonly ChartLedger ledger = new();

    [Fact]
    public void The_first_value_of_a_key_is_appended_with_its_own_clocks()
    {
        var rows = ledger.Tell(At(240), [new("bitcoin", 2, 100)]).Rows;

        Assert.Equal(["appended"], rows.Texts("revision"));
        Assert.Equal((EndOf(2) + Lag).UtcDateTime, rows.Instants("available_at")[0]);
        Assert.Equal(At(240).UtcDateTime, rows.Instants("observed_at")[0]);
        Assert.Equal("told", rows.Texts("raw_sha256")[0]);
    }

    [Fact]
    public void The_same_again_is_nothing_and_both_zeros_are_the_same()
    {
        ledger.Tell(At(240), [new("bitcoin", 2, 0.0), new("bitcoin", 3, null)]);

        var counts = ledger.Tell(At(264), [new("bitcoin", 3, null), new("bitcoin", 2, -0.0)]).Counts;

        Assert.Equal(new RevisionCounts(Unchanged: 2), counts);
    }

    [Fact]
    public void A_settled_value_that_changes_is_restated_and_available_when_seen()
    {
        ledger.Tell(At(240), [new("bitcoin", 2, 100)]);

        var rows = ledger.Tell(At(264), [new("bitcoin", 2, 100.00000000000001)]).Rows;

        Assert.Equal(["restated"], rows.Texts("revision"));
        Assert.Equal(At(264).UtcDateTime, rows.Instants("available_at")[0]);
    }

    /// <summary>Day 2 ends at hour 72 and is settled 35 minutes later.</summary>
    [Theory]
    [InlineData(72.5, "closed_edge")]
    [InlineData(72.6, "restated")]
    public void A_value_seen_before_its_period_was_settled_closes_later(double firstSeen, string expected)
    {
        ledger.Tell(At(firstSeen), [new("bitcoin", 2, 100)]);

        Assert.Equal([expected], ledger.Tell(At(96), [new("bitcoin", 2, 101)]).Rows.Texts("revision"));
    }

    [Theory]
    [InlineData(null, 5.0, 100.0, 5.0, "null_filled")]
    [InlineData(null, 5.0, 100.0, 6.0, "restated")]
    [InlineData(99.0, null, null, 5.0, "restated")]
    public void Only_nulls_that_became_values_count_as_filled(double? price, double? cap, double? newPrice, double? newCap, string expected)
    {
        ledger.Tell(At(240), [new("bitcoin", 2, price, cap)]);

        Assert.Equal([expected], ledger.Tell(At(264), [new("bitcoin", 2, newPrice, newCap)]).Rows.Texts("revision"));
    }

    [Fact]
    public void What_was_asked_for_and_is_not_told_any_more_is_withdrawn()
    {
        ledger.Tell(At(240), [new("bitcoin", 2, 100), new("bitcoin", 3, 100)]);

        var found = ledger.Tell(At(264), [], wasAsked: (_, stamp) => stamp == EndOf(2).UtcDateTime);

        Assert.Equal(new RevisionCounts(Withdrawn: 1), found.Counts);
        Assert.Equal(("bitcoin", (double?)null), (found.Rows.Texts("asset_id")[0], found.Rows.Numbers("price_usd")[0]));
        Assert.Equal([EndOf(2).UtcDateTime], found.Rows.Instants("event_time"));
        Assert.Equal([At(264).UtcDateTime], found.Rows.Instants("available_at"));
        Assert.Equal(["gone"], found.Rows.Texts("raw_sha256"));
        Assert.Equal(0, ledger.Tell(At(288), [], wasAsked: (_, stamp) => stamp == EndOf(2).UtcDateTime).Rows.RowCount);
    }

    [Fact]
    public void What_comes_back_or_comes_where_an_answer_had_nothing_is_filled_and_available_when_seen()
    {
        ledger.Tell(At(240), [new("bitcoin", 2, 100)]);
        ledger.Tell(At(264), []);

        var rows = ledger.Tell(At(288), [new("bitcoin", 2, 100), new("bitcoin", 3, 7)], wasCovered: (_, stamp) => stamp == EndOf(3).UtcDateTime).Rows;

        Assert.Equal(["null_filled", "null_filled"], rows.Texts("revision"));
        Assert.All(rows.Instants("available_at"), at => Assert.Equal(At(288).UtcDateTime, at));
    }

    [Fact]
    public void An_answer_older_than_the_ledger_changes_nothing()
    {
        ledger.Tell(At(264), [new("bitcoin", 2, 100), new("bitcoin", 3, 7)]);

        Assert.Equal(new RevisionCounts(Outdated: 2), ledger.Tell(At(240), [new("bitcoin", 2, 99)]).Counts);
    }

    [Fact]
    public void Rows_come_in_order_of_key_and_the_last_of_two_counts()
    {
        var rows = ledger.Tell(At(240), [new("tron", 2, 1), new("bitcoin", 3, 2), new("bitcoin", 2, 3), new("tron", 2, 4), new("Zcash", 9, 5)]).Rows;

        Assert.Equal([new("Zcash", 9, 5), new("bitcoin", 2, 3), new("bitcoin", 3, 2), new("tron", 2, 4)], Points(rows));
    }

    [Fact]
    public void A_table_that_is_no_ledger_is_refused() =>
        Assert.Throws<ArgumentException>(() => Differences.Of(
            HistoricalTables.Coverage, new BatchBuilder(HistoricalTables.Coverage).Build(), new BatchBuilder(HistoricalTables.Coverage).Build(),
            _ => true, _ => false, new RowOrigin(new("historical", At(0)), At(0), null)));
}
