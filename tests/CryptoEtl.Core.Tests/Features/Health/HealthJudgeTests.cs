using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Features.Health;

/// <summary>The judgement on figures worked out by hand.</summary>
public sealed class HealthJudgeTests
{
    private static readonly Feature Score = FeatureCatalogue.Named("galaxy_score");
    private static readonly Feature Return = FeatureCatalogue.Named("mkt_ret_1d");

    [Fact]
    public void Drift_is_the_mean_distance_of_three_quantiles_in_spreads_of_the_days_before()
    {
        // Medians before are 10, 20 and 40, and the spread 30; the distances are 30, 60 and 120.
        var judged = After(10, day => Day(day, 10, 20, 40), Day(10, 40, 80, 160));

        Assert.Equal((20.0, 30.0), (judged.MedianBefore, judged.SpreadBefore));
        Assert.Equal((30 + 60 + 120) / 3.0 / 30, judged.Drift, 12);
        Assert.False(judged.IsJump);

        Assert.Equal("p50 20 -> 120, drift 3.333", After(10, day => Day(day, 10, 20, 40), Day(10, 110, 120, 140)).Reason);
    }

    [Fact]
    public void What_moves_much_by_nature_is_given_room()
    {
        // Every other day lies two spreads away, so three and a half are not four times the usual.
        FeatureFigures Restless(int day) => day % 2 == 0 ? Day(day, 0, 10, 20) : Day(day, 40, 50, 60);
        Assert.Null(After(11, Restless, Day(11, 70, 80, 90)).Reason);
        Assert.NotNull(After(11, Restless, Day(11, 170, 180, 190)).Reason);
    }

    [Theory]
    [InlineData(201, "p50 10 -> 10, drift 3.017; spread 20 -> 201")]
    [InlineData(199, null)]
    [InlineData(2, "spread 20 -> 2")]
    [InlineData(2.1, null)]
    [InlineData(0, null)]
    public void A_spread_ten_times_beyond_the_days_before_is_another_unit(double spread, string? reason) =>
        Assert.Equal(reason, After(10, day => Day(day, 0, 10, 20), Day(10, 10 - spread / 2, 10, 10 + spread / 2)).Reason);

    [Theory]
    [InlineData(0, 9, null)]
    [InlineData(0, 10, "null 0 % -> 10 %")]
    [InlineData(10, 21, null)]
    [InlineData(10, 23, "null 10 % -> 23 %")]
    [InlineData(50, 69, null)]
    [InlineData(50, 70, "null 50 % -> 70 %")]
    [InlineData(97, 100, "null 97 % -> 100 %")]
    [InlineData(98, 100, null)]
    [InlineData(60, 5, null)]
    public void A_null_share_jumps_by_a_tenth_and_four_deviations_or_to_the_end(int before, int now, string? reason) =>
        Assert.Equal(reason, After(10, day => Nulls(day, 100, before), Nulls(10, 100, now)).Reason);

    [Fact]
    public void A_share_that_was_as_high_before_is_no_jump() =>
        Assert.Null(After(12, day => Nulls(day, 100, day == 3 ? 9 : 0), Nulls(12, 100, 13)).Reason);

    [Fact]
    public void One_or_two_coins_are_no_incident()
    {
        Assert.Null(After(10, day => Nulls(day, 8, 0), Nulls(10, 8, 2)).Reason);
        Assert.Equal("null 0 % -> 38 %", After(10, day => Nulls(day, 8, 0), Nulls(10, 8, 3)).Reason);
    }

    [Fact]
    public void Nine_days_before_judge_nothing_and_days_beyond_the_window_do_not_count()
    {
        var young = After(9, day => Day(day, 0, 10, 20), Day(9, 1000, 2000, 3000));
        Assert.True(young is { IsJump: false, Drift: double.NaN, NullShareBefore: double.NaN });

        Assert.True(After(15, day => Day(day, 0, 10, 20), Day(35, 1000, 2000, 3000)).IsJump);
        Assert.True(After(15, day => Day(day, 0, 10, 20), Day(36, 1000, 2000, 3000)) is { IsJump: false, Drift: double.NaN });
    }

    [Fact]
    public void Rows_that_are_not_due_are_not_judged() =>
        Assert.Null(After(10, day => Nulls(day, 100, 0), Nulls(10, 100, 100) with { DueRows = 0, DueNulls = 0 }).Reason);

    [Fact]
    public void A_constant_feature_has_no_drift()
    {
        foreach (var value in new[] { 0, 1e-300, 5, 1e12 })
        {
            var judged = After(10, day => Day(day, value, value, value * (1 + 1e-15)), Day(10, value + 7, value + 8, value + 9));
            Assert.True(double.IsNaN(judged.Drift) && !judged.IsJump, judged.ToString());
        }
    }

    [Fact]
    public void A_feature_of_the_market_is_measured_by_its_own_past()
    {
        FeatureFigures At(int day, double value) => new(day, Return, 1, 0, 1, 0, 1, 0, value, double.NaN, value, value, value);
        FeatureFigures Calm(int day) => At(day, day % 11 * 0.001);

        // Ten values from 0 to 0.01 and one more: quantiles 0.0005 and 0.0095, median 0.005.
        Assert.Equal(0.009, After(11, Calm, At(11, 0.08)).SpreadBefore, 12);
        Assert.Equal((0.08 - 0.005) / 0.009, After(11, Calm, At(11, 0.08)).Drift, 9);
        Assert.Null(After(11, Calm, At(11, 0.08)).Reason);
        Assert.NotNull(After(11, Calm, At(11, 0.1)).Reason);
    }

    [Fact]
    public void A_day_that_jumped_hides_no_other_and_what_lasts_is_accepted_in_the_end()
    {
        var judge = new HealthJudge();
        var jumps = Enumerable.Range(0, 120).Where(day => judge.Judge(day < 40 ? Day(day, 0, 10, 20) : Day(day, 1000, 1010, 1020)).IsJump).ToList();
        Assert.Equal(Enumerable.Range(40, 21), jumps);
    }

    [Fact]
    public void What_was_judged_in_another_run_is_remembered()
    {
        var (whole, begun, resumed) = (new HealthJudge(), new HealthJudge(), new HealthJudge());
        var days = Enumerable.Range(0, 60).Select(day => Day(day, 0, day % 7, day is 25 or 45 ? 900 : 20)).ToList();
        var expected = days.ConvertAll(whole.Judge);
        foreach (var judged in days.Take(30).Select(begun.Judge))
            resumed.Remember(judged.Now, judged.IsJump);
        Assert.Equal(expected.Skip(30), days.Skip(30).Select(resumed.Judge));
        Assert.True(expected[25].IsJump && expected[45].IsJump);
    }

    [Fact]
    public void Later_days_never_change_a_judgement() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var days = Enumerable.Range(0, 90).Where(_ => random.Next(12) > 0).Select(day => Any(random, day)).ToList();
        var cut = random.Next(days.Count);
        var changed = days.Take(cut).Concat(days.Skip(cut).Select(day => Any(random, day.Day))).ToList();
        var (one, other) = (new HealthJudge(), new HealthJudge());
        return days.ConvertAll(one.Judge).Take(cut).SequenceEqual(changed.ConvertAll(other.Judge).Take(cut));
    }).Check(Config.QuickThrowOnFailure);

    private static FeatureFigures Any(Random random, int day)
    {
        var (rows, low, spread) = (random.Next(0, 40), random.NextDouble() * (random.Next(10) == 0 ? 1000 : 1), random.NextDouble() * random.Next(3));
        var nulls = random.Next(5) == 0 ? random.Next(rows + 1) : 0;
        return new(day, Score, rows, nulls, rows, nulls, rows, nulls, low, spread, low, low + spread / 2, low + spread);
    }

    private static FeatureHealth After(int days, Func<int, FeatureFigures> before, FeatureFigures day)
    {
        var judge = new HealthJudge();
        for (var at = 0; at < days; at++)
            judge.Judge(before(at));
        return judge.Judge(day);
    }

    private static FeatureFigures Day(int day, double low, double middle, double high) => new(day, Score, 50, 0, 50, 0, 60, 0, middle, 1, low, middle, high);

    private static FeatureFigures Nulls(int day, int rows, int nulls) => Day(day, 0, 10, 20) with { Rows = rows, Nulls = nulls, DueRows = rows, DueNulls = nulls };
}
