using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Tests.Universe.Membership;

public sealed class UniverseMembershipTests
{
    private static readonly UniverseRules TopTwo = new() { Top = 2 };

    [Fact]
    public void Members_are_the_largest_caps_and_the_first_day_says_so()
    {
        var rows = Changes(TopTwo, [.. Vintage.Daily("a", 0, 1, 10), .. Vintage.Daily("b", 0, 1, 30), .. Vintage.Daily("c", 0, 1, 20)], 1);
        Assert.Equal(["0 b 1/1 entered first_day", "0 c 2/2 entered first_day", "1 b 1/1 stays rank", "1 c 2/2 stays rank"], rows);
    }

    [Fact]
    public void A_coin_that_dies_is_carried_for_three_days_and_leaves_on_the_fourth()
    {
        var rows = Changes(TopTwo, [.. Vintage.Daily("dead", 0, 2, 30), .. Vintage.Daily("a", 0, 7, 20)], 7);
        Assert.Equal(["5 dead 1/1 stays rank", "5 a 2/2 stays rank", "6 a 1/1 stays rank", "6 dead -/- left cap_stale", "7 a 1/1 stays rank"],
            rows.Where(row => row[0] >= '5'));
    }

    [Fact]
    public void A_cap_that_is_taken_back_leaves_at_once_and_no_earlier_day_changes()
    {
        Vintage[] told = [.. Vintage.Daily("a", 0, 0, 10), .. Vintage.Daily("b", 0, 3, 5)];
        Vintage[] withdrawn = [.. told, new("a", 0, 2 * 1440, null, null, null)];
        Assert.Equal(["1 a 1/1 stays rank", "2 a -/- left cap_withdrawn"], Changes(TopTwo, withdrawn, 2).Where(row => row.Contains(" a ") && row[0] > '0'));
        Assert.Equal(Changes(TopTwo, told, 1), Changes(TopTwo, withdrawn, 1));
    }

    [Fact]
    public void A_new_coin_is_listed_one_that_comes_back_is_readmitted_one_that_passes_another_rose()
    {
        Vintage[] all =
        [
            .. Vintage.Daily("a", 0, 20, 10), .. Vintage.Daily("back", 0, 0, 20), .. Vintage.Daily("back", 10, 20, 20), .. Vintage.Daily("new", 12, 12, 15),
            .. Vintage.Daily("riser", 0, 14, 1), .. Vintage.Daily("riser", 15, 20, 40),
        ];
        var rows = Changes(TopTwo, all, 20).Where(row => row.Contains("entered") && !row.StartsWith("0 ", StringComparison.Ordinal));
        Assert.Equal(["4 riser 2/2 entered rose", "10 back 1/1 entered readmitted", "12 new 2/2 entered listed", "15 riser 1/1 entered rose"], rows);
    }

    [Fact]
    public void What_is_no_coin_in_its_own_right_is_named_as_excluded_and_takes_no_place()
    {
        Vintage[] all = [.. Vintage.Daily("a", 0, 2, 10), .. Vintage.Daily("usd", 0, 2, 30), .. Vintage.Daily("weth", 0, 2, 20), .. Vintage.Daily("b", 0, 2, 5)];
        var rows = Changes(TopTwo, all, 2, Vintage.Classed(("weth", "wrapped", null), ("usd", "stablecoin", 1)));
        Assert.Equal(
            [
                "0 usd 1/1 entered first_day", "0 weth -/2 excluded wrapped", "0 a 2/3 entered first_day",
                "1 usd -/1 left stablecoin", "1 weth -/2 excluded wrapped", "1 a 1/3 stays rank", "1 b 2/4 entered listed",
                "2 usd -/1 excluded stablecoin", "2 weth -/2 excluded wrapped", "2 a 1/3 stays rank", "2 b 2/4 stays rank",
            ], rows);
    }

    [Fact]
    public void Equal_caps_are_ordered_by_volume_then_by_id()
    {
        Vintage[] all = [new("c", 0, 35, 10, null), new("b", 0, 35, 10, 50), new("a", 0, 35, 10, 50), new("d", 0, 35, 10, 60)];
        Assert.Equal(["d", "a", "b", "c"], Changes(new() { Top = 9 }, all, 0).Select(row => row.Split(' ')[1]));
    }

    [Fact]
    public void A_value_known_exactly_at_the_decision_counts_and_one_a_moment_later_does_not()
    {
        Assert.Single(Changes(TopTwo, [new("a", 0, 60, 10)], 0));
        Assert.Empty(Changes(TopTwo, [new("a", 0, 61, 10)], 0));
    }

    [Fact]
    public void The_young_and_the_thinly_traded_are_left_out_when_the_rules_say_so()
    {
        Vintage[] all = [.. Vintage.Daily("young", 3, 4, 10), .. Vintage.Daily("old", 0, 4, 5), .. Vintage.Daily("thin", 0, 4, 50).Select(v => v with { Volume = 1 })];
        var rows = Changes(new() { Top = 2, MinAgeDays = 2, MinVolumeUsd = 100 }, all, 4).Where(row => row[0] == '4');
        Assert.Equal(["4 thin -/1 excluded illiquid", "4 young -/2 excluded too_young", "4 old 1/3 stays rank"], rows);
    }

    [Fact]
    public void A_row_carries_the_clocks_of_its_decision()
    {
        var rows = UniverseMembership.Build(TopTwo, Vintage.History(Vintage.Daily("a", 0, 0, 1)), new(), new(Vintage.First, Vintage.First, null, false), Vintage.Origin).Single();
        var end = UniverseRules.EndOf(Vintage.First).UtcDateTime;
        Assert.Equal((end, end.AddHours(1), Vintage.Origin.ObservedAt.UtcDateTime),
            (rows.Instants(Tables.EventTime)[0], rows.Instants(Tables.AvailableAt)[0], rows.Instants(Tables.ObservedAt)[0]));
        Assert.False(rows.Flags("is_survivorship_free")[0]);
        Assert.Null(rows.Texts(Tables.Revision)[0]);
    }

    [Fact]
    public void A_batch_holds_a_calendar_year()
    {
        var batches = UniverseMembership.Build(TopTwo, Vintage.History(Vintage.Daily("a", 0, 400, 1)), new(), new(Vintage.First, Vintage.First.AddDays(400), null, true), Vintage.Origin);
        Assert.Equal([12, 366, 23], batches.Select(batch => batch.RowCount));
    }

    [Fact]
    public void Rules_out_of_range_are_refused() =>
        Assert.Throws<BadInputException>(() => UniverseMembership.Build(new() { Top = 0 }, new(), new(), new(Vintage.First, Vintage.First, null, true), Vintage.Origin));

    /// <summary>Day, asset, rank/rank among all, change and reason.</summary>
    private static IReadOnlyList<string> Changes(UniverseRules rules, IEnumerable<Vintage> all, int to, ClassFacts? facts = null) =>
        [.. Vintage.Build(rules, Vintage.History(all), 0, to, facts: facts).Select(row => row.Split('|')).Select(row =>
            $"{DateOnly.Parse(row[0]).DayNumber - Vintage.First.DayNumber} {row[1]} {Dash(row[3])}/{Dash(row[4])} {row[9]} {row[10]}")];

    private static string Dash(string text) => text.Length == 0 ? "-" : text;
}
