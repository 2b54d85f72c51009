using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>What the snapshots of a day come to, by hand.</summary>
public sealed class SnapshotDaysTests
{
    private static readonly FeatureConfig Config = new();
    private static readonly DateTime Midnight = new(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int Day = DateOnly.FromDateTime(Midnight).DayNumber;

    /// <summary>00:15 of the next day.</summary>
    private static readonly long Usual = Midnight.AddDays(1).AddMinutes(15).Ticks;

    [Fact]
    public void Snapshots_that_came_in_time_are_told_at_the_usual_time() => Assert.Equal(
        [(Field.OpenInterest, Day, 30.0, Usual), (Field.FundingRate, Day, 0.25, Usual), (Field.Basis, Day, 0.5, Usual)],
        Of(At(18, interest: 10, funding: 0.125, basis: 0.25), At(23.5, interest: 30, funding: 0.375, basis: 0.75)));

    [Fact]
    public void A_snapshot_that_came_later_is_a_vintage_of_all_that_was_there_then() => Assert.Equal(
        [
            (Field.OpenInterest, Day, 30.0, Usual), (Field.FundingRate, Day, 0.125, Usual), (Field.Basis, Day, 0.25, Usual),
            (Field.FundingRate, Day, 0.25, Moment(26)), (Field.Basis, Day, 0.5, Moment(26)),
            (Field.OpenInterest, Day, 50.0, Moment(30)), (Field.FundingRate, Day, 0.5, Moment(30)),
        ],
        Of(At(23, 30, 0.125, 0.25), At(12, 20, 0.375, 0.75, available: 26), At(23.5, 50, 1, 0.5, available: 30)));

    [Fact]
    public void A_day_all_of_whose_snapshots_came_late_is_first_told_when_the_first_of_them_was_there() => Assert.Equal(
        [(Field.OpenInterest, Day, 30.0, Moment(25)), (Field.FundingRate, Day, 0.125, Moment(25)), (Field.Basis, Day, 0.25, Moment(25))],
        Of(At(23.5, 30, 0.125, 0.25, available: 25)));

    [Fact]
    public void Equality_with_the_usual_time_is_in_time()
    {
        Assert.All(Of(At(23, 1, 1, 1) with { Available = Usual }), told => Assert.Equal(Usual, told.Published));
        Assert.All(Of(At(23, 1, 1, 1) with { Available = Usual + 1 }), told => Assert.Equal(Usual + 1, told.Published));
    }

    [Fact]
    public void Midnight_ends_a_day_and_the_tick_after_it_begins_the_next()
    {
        Assert.Equal(Day, (At(24, 1, 1, 1)).Day);
        Assert.Equal(Day + 1, (At(24, 1, 1, 1) with { Moment = Moment(24) + 1 }).Day);
        Assert.Equal(Day - 1, At(0, 1, 1, 1).Day);
    }

    [Fact]
    public void A_mean_is_of_those_that_tell_it_and_the_last_open_interest_is_null_where_the_last_does_not_tell_it() => Assert.Equal(
        [
            (Field.FundingRate, Day, 0.5, Usual),
            (Field.OpenInterest, Day, 8, Moment(25)),
            (Field.OpenInterest, Day, double.NaN, Moment(26)),
        ],
        Of(At(12, double.NaN, 0.5, double.NaN), At(18, 8, double.NaN, double.NaN, available: 25), At(23, double.NaN, 0.5, double.NaN, available: 26)));

    [Fact]
    public void Another_lag_is_another_usual_time() =>
        Assert.Equal(Moment(27), Assert.Single(SnapshotDays.Of([At(12, 1, double.NaN, double.NaN)], Config with { DerivativesLag = TimeSpan.FromHours(3) })).Published);

    private static (Field Field, int Day, double Value, long Published)[] Of(params VenuesSnapshot[] snapshots) =>
        [.. SnapshotDays.Of(snapshots, Config).Select(told => (told.Field, told.Day, told.Value, told.Published))];

    /// <param name="hour">Of the day.</param>
    /// <param name="available">Hour of the day, or of those after it; null: at once.</param>
    private static VenuesSnapshot At(double hour, double interest, double funding, double basis, double? available = null) =>
        new(Moment(hour), Moment(available ?? hour), interest, funding, basis);

    private static long Moment(double hour) => Midnight.AddHours(hour).Ticks;
}
