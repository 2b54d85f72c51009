using CryptoEtl.Core.Historical;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Historical;

public sealed class DayRangesTests
{
    private static readonly DateOnly First = new(2024, 2, 20);

    private static readonly Arbitrary<(int From, int Days)[]> Stretches =
        Gen.Choose(0, 40).SelectMany(from => Gen.Choose(-1, 8).Select(days => (from, days))).ArrayOf(12).ToArbitrary();

    [Fact]
    public void It_holds_the_days_that_a_set_would() => Check(stretches =>
    {
        var (ranges, set) = (new DayRanges(), new HashSet<DateOnly>());
        foreach (var range in stretches.Select(RangeOf))
        {
            ranges.Add(range);
            set.UnionWith(DaysOf(range));
        }

        return Enumerable.Range(-2, 60).Select(day => First.AddDays(day)).All(day => ranges.Contains(day) == set.Contains(day));
    });

    [Fact]
    public void Its_ranges_neither_touch_nor_overlap_and_are_in_order() => Check(stretches =>
        Filled(stretches).All.Zip(Filled(stretches).All.Skip(1)).All(pair => pair.First.To.AddDays(1) < pair.Second.From));

    [Fact]
    public void The_order_of_adding_does_not_matter() =>
        Check(stretches => Filled(stretches).All.SequenceEqual(Filled([.. stretches.Reverse()]).All));

    [Fact]
    public void What_is_missing_of_a_range_is_what_the_set_lacks_in_order() => Check(stretches =>
    {
        var ranges = Filled(stretches);
        var wanted = new DayRange(First.AddDays(5), First.AddDays(35));
        var missing = ranges.Missing(wanted);
        return missing.SelectMany(DaysOf).SequenceEqual(DaysOf(wanted).Where(day => !ranges.Contains(day)))
            && missing.Zip(missing.Skip(1)).All(pair => pair.First.To.AddDays(1) < pair.Second.From);
    });

    [Fact]
    public void Of_a_range_that_ends_before_it_begins_nothing_is_missing() =>
        Assert.Empty(new DayRanges().Missing(new(First, First.AddDays(-1))));

    private static void Check(Func<(int From, int Days)[], bool> holds) => Prop.ForAll(Stretches, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static DayRange RangeOf((int From, int Days) stretch) => new(First.AddDays(stretch.From), First.AddDays(stretch.From + stretch.Days));

    private static IEnumerable<DateOnly> DaysOf(DayRange range) => Enumerable.Range(0, Math.Max(0, range.Days)).Select(day => range.From.AddDays(day));

    private static DayRanges Filled((int From, int Days)[] stretches)
    {
        var ranges = new DayRanges();
        foreach (var stretch in stretches)
            ranges.Add(RangeOf(stretch));
        return ranges;
    }
}
