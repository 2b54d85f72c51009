using CryptoEtl.Core.Revisions;
using static CryptoEtl.Core.Tests.Revisions.ChartLedger;

namespace CryptoEtl.Core.Tests.Revisions;

public sealed class RevisionCounterTests
{
    private readonly ChartLedger ledger = new();

    public RevisionCounterTests()
    {
        ledger.Tell(At(240), [new("bitcoin", 1, 100), new("bitcoin", 2, 100, 5), new("bitcoin", 3, 100), new("bitcoin", 4, null), new("tron", 1, 0), new("tron", 2, 7)]);
        ledger.Tell(At(264), [new("bitcoin", 1, 100.05), new("bitcoin", 2, 109, 4.9), new("bitcoin", 3, 300), new("bitcoin", 4, 8), new("tron", 1, 1)]);
    }

    [Fact]
    public void Rows_are_counted_by_class_and_by_their_largest_change()
    {
        var rows = Of(most: 10, null).Rows.ToDictionary(rows => rows.Revision);

        Assert.Equal(["appended", "restated", "withdrawn", "null_filled"], rows.Keys);
        Assert.Equal((6, 4, 1, 1), (rows["appended"].Rows, rows["restated"].Rows, rows["withdrawn"].Rows, rows["null_filled"].Rows));
        Assert.Equal(
            new Dictionary<string, long> { ["below 0.1 %"] = 1, ["below 10 %"] = 1, ["100 % and more"] = 1, [RevisionSizes.None] = 1 }, rows["restated"].Sizes);
    }

    [Fact]
    public void The_largest_changes_are_listed_first_with_both_values_and_their_raw_answers()
    {
        var largest = Of(most: 3, "restated").Largest;

        Assert.Equal(["300", "109", "4.9"], largest.Select(cell => cell.New));
        Assert.Equal(
            new RevisedCell("bronze_historical_chart", "restated", "bitcoin|day|2024-01-05T00:00:00.000000Z", "price_usd", "100", "300", 2,
                At(240).UtcDateTime, At(264).UtcDateTime, "told", "told"),
            largest[0]);
    }

    [Fact]
    public void A_withdrawal_is_listed_as_a_row()
    {
        var cell = Assert.Single(Of(most: 5, "withdrawn").Largest);
        Assert.Equal(("tron|day|2024-01-04T00:00:00.000000Z", null, "gone"), (cell.Key, cell.Column, cell.NewRawSha256));
    }

    private RevisionSummary Of(int most, string? revision)
    {
        var counter = new RevisionCounter(Table, most, revision);
        counter.Add(KnownRows.Vintages(ledger.Vintages));
        return counter.Summary;
    }
}
