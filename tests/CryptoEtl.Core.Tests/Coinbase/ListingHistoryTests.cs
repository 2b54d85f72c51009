using CryptoEtl.Core.Coinbase;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Coinbase;

public sealed class ListingHistoryTests
{
    private static readonly DateOnly First = new(2026, 6, 1);

    [Fact]
    public void A_state_that_lasts_is_one_stretch()
    {
        var stretch = Assert.Single(Play("online", "online", "online"));
        Assert.Equal((First, First.AddDays(2), true, null), (stretch.FirstSeen, stretch.LastSeen, stretch.IsCurrent, stretch.Follows));
    }

    [Fact]
    public void A_change_closes_one_stretch_and_opens_another()
    {
        var stretches = Play("online", "online", "delisted");
        Assert.Equal([("online", First, First.AddDays(1), false), ("delisted", First.AddDays(2), First.AddDays(2), true)],
            stretches.Select(s => (s.State, s.FirstSeen, s.LastSeen, s.IsCurrent)));
        Assert.Equal(("online", 0), (stretches[1].Follows, stretches[1].DaysUnseen));
    }

    [Fact]
    public void Days_on_which_nobody_looked_are_counted_before_a_change()
    {
        var before = After([], First, ("A-USD", "a", "online"));
        var change = After(before, First.AddDays(5), ("A-USD", "a", "offline"))[1];
        Assert.Equal((First.AddDays(5), 4), (change.FirstSeen, change.DaysUnseen));
    }

    [Fact]
    public void A_product_that_vanishes_becomes_absent_and_may_come_back()
    {
        var seen = After([], First, ("A-USD", "a", "online"), ("B-USD", "b", "online"));
        var gone = After(seen, First.AddDays(1), ("B-USD", "b", "online"));
        var back = After(gone, First.AddDays(2), ("A-USD", "a", "online"), ("B-USD", "b", "online"));

        Assert.Equal(["online", "absent", "online"], back.Where(s => s.ProductId == "A-USD").Select(s => s.State));
        Assert.Equal(First.AddDays(2), Assert.Single(back, s => s.ProductId == "B-USD").LastSeen);
    }

    [Fact]
    public void A_product_whose_row_was_held_back_neither_vanishes_nor_goes_on()
    {
        var seen = After([], First, ("A-USD", "a", "online"));
        var held = ListingHistory.After(seen, [], new HashSet<string> { "A-USD" }, First.AddDays(1));
        Assert.Equal(seen, held);
    }

    [Fact]
    public void An_asset_once_mapped_stays_mapped_while_no_ticker_names_it()
    {
        var seen = After([], First, ("A-USD", "a", "online"));
        Assert.Equal("a", Assert.Single(After(seen, First.AddDays(1), ("A-USD", null, "online"))).AssetId);
    }

    [Fact]
    public void Rows_and_back_is_the_same()
    {
        var stretches = Play("online", "offline", "online");
        Assert.Equal(stretches, ListingHistory.FromRows(ListingHistory.ToRows(stretches, CoinbaseRows.Origin)));
    }

    [Fact]
    public void Whatever_happens_stretches_follow_each_other_and_exactly_one_is_current() =>
        Prop.ForAll(Gen.Elements("online", "offline", "delisted", "").ArrayOf().Where(days => days.Length > 0).ToArbitrary(), days =>
        {
            var stretches = Play(days);
            return stretches.Count == 0
                ? days.All(day => day.Length == 0)
                : stretches.Count(s => s.IsCurrent) == 1 && stretches[^1].IsCurrent
                    && stretches.Zip(stretches.Skip(1)).All(pair => pair.First.LastSeen < pair.Second.FirstSeen && pair.First.State != pair.Second.State);
        }).QuickCheckThrowOnFailure();

    /// <summary>One product, day after day; an empty state means that no list has it.</summary>
    private static IReadOnlyList<ListingStretch> Play(params string[] states)
    {
        IReadOnlyList<ListingStretch> known = [];
        for (var day = 0; day < states.Length; day++)
            known = states[day].Length == 0 ? After(known, First.AddDays(day)) : After(known, First.AddDays(day), ("A-USD", "a", states[day]));
        return known;
    }

    private static IReadOnlyList<ListingStretch> After(IReadOnlyList<ListingStretch> before, DateOnly day, params (string, string?, string)[] today) =>
        ListingHistory.After(before, today, new HashSet<string>(), day);
}
