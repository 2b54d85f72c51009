using CryptoEtl.Core.Runs;

namespace CryptoEtl.Core.Tests.Runs;

public sealed class KnownGapsTests
{
    private static readonly BatchId Today = Day(10);

    [Fact]
    public void The_days_since_the_newest_earlier_batch_are_missing()
    {
        var gaps = KnownGaps.Before(Today, [Day(3), Day(7), Today, Day(12)], new RowOrigin(Today, Today.Slot.AddHours(12), null));
        Assert.Equal([8, 9], gaps.Instants("missed_on").Select(day => day!.Value.Day));
        Assert.All(gaps.Instants("last_before"), day => Assert.Equal(7, day!.Value.Day));
    }

    [Fact]
    public void The_first_batch_and_the_next_day_miss_nothing()
    {
        Assert.Equal(0, KnownGaps.Before(Today, [], new RowOrigin(Today, Today.Slot, null)).RowCount);
        Assert.Equal(0, KnownGaps.Before(Today, [Day(9)], new RowOrigin(Today, Today.Slot, null)).RowCount);
    }

    [Theory, InlineData(0, true), InlineData(23, true), InlineData(-1, false), InlineData(24, false)]
    public void A_daily_slot_may_be_started_on_its_day_only(int hours, bool allowed)
    {
        var start = Record.Exception(() => Pipelines.Derivatives.RequireCurrent(Today.Slot, Today.Slot.AddHours(hours)));
        Assert.Equal(allowed, start is null);
        if (start is not null)
            Assert.Contains("a missed slot stays a gap", Assert.IsType<BadInputException>(start).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("derivatives-20260610T000000Z"), InlineData("a-b-20260610T000000Z")]
    public void A_batch_id_can_be_read_back(string id) => Assert.Equal(id, BatchId.TryParse(id)!.Id);

    [Theory, InlineData("part-0"), InlineData("x"), InlineData("-20260610T000000Z"), InlineData("live-20261310T000000Z")]
    public void Other_names_are_no_batch_ids(string id) => Assert.Null(BatchId.TryParse(id));

    private static BatchId Day(int day) => new("derivatives", new DateTimeOffset(2026, 6, day, 0, 0, 0, TimeSpan.Zero));
}
